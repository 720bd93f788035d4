import { useLingui } from '@lingui/react/macro';
import { type OrderDetail, useOrderWords } from '../../kit/orders/words.ts';
import { Card } from '../../ui/Card.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** Who moved the order when, newest first. */
export function History({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const { orders } = useOrderWords();
  if (order.moves.length === 0) return null;
  return (
    <Card title={t`History`}>
      <ol className="flex flex-col gap-3">
        {order.moves.toReversed().map((move) => (
          <li key={move.moved_at + move.move}>
            <p className="flex items-baseline justify-between gap-3">
              <span className="font-medium">{orders[move.state]}</span>
              <time dateTime={move.moved_at} className="figures text-sm text-faint">
                {instant(move.moved_at)}
              </time>
            </p>
            {move.person_name && (
              <p className="text-sm text-muted">
                <bdi>{move.person_name}</bdi>
              </p>
            )}
            {move.note && <p className="mt-0.5 text-muted">{move.note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
