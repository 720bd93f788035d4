import { useLingui } from '@lingui/react/macro';
import { OperationSteps, RetryButton } from '../../kit/orders/Operations.tsx';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { ProductName } from '../../kit/orders/ProductName.tsx';
import { OperationState } from '../../kit/orders/states.tsx';
import type { Operation, OrderDetail } from '../../kit/orders/words.ts';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';

type Line = OrderDetail['lines'][number];

/** What was ordered, each line with the steps of its provisioning as they happen. */
export function OrderLines({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const operationOf = (line: Line) =>
    order.operations.find(
      ({ subscription_id, kind }) => kind === 'create' && subscription_id === line.subscription_id,
    );
  return (
    <Card flush title={t`Products`}>
      <ul className="divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.line} className="px-5 py-4">
            <LineHead line={line} operation={operationOf(line)} />
            <LineSteps operation={operationOf(line)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LineHead({ line, operation }: { line: Line; operation: Operation | undefined }) {
  const { count } = useOfferWords();
  const name = <ProductName offer={line.offer} domain={line.domain} />;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-60">
        {line.subscription_id ? (
          <Link
            plain
            to={path(paths.console.subscription, { subscriptionId: line.subscription_id })}
            className="block rounded-sm hover:underline"
          >
            {name}
          </Link>
        ) : (
          name
        )}
      </div>
      <span className="figures text-muted">{count(line.offer.unit, line.quantity)}</span>
      {operation && <OperationState state={operation.state} />}
      {operation && <RetryButton operation={operation} />}
    </div>
  );
}

function LineSteps({ operation }: { operation: Operation | undefined }) {
  const silent = !operation || operation.state === 'waiting' || operation.state === 'cancelled';
  if (silent) return null;
  return (
    <div className="mt-4 rounded-lg bg-sunken px-4 py-3.5">
      <OperationSteps operation={operation} />
    </div>
  );
}
