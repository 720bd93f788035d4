import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { OrderState } from '../../kit/orders/states.tsx';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { CircleAlert, Clock, Info } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { OperationsByHand } from './OperationsByHand.tsx';
import { OrderActions } from './OrderActions.tsx';
import { OrderLines } from './OrderLines.tsx';
import { OrderMoves } from './OrderMoves.tsx';

/** One order: what it waits for, its lines, its provisioning as it happens, and who took which step. */
export default function OrderPage() {
  const { t } = useLingui();
  const { orderId = '' } = useParams({ strict: false });
  const params = { path: { id: orderId } };
  const order = $api.useSuspenseQuery('get', '/v1/orders/orders/{id}', { params }).data;
  const number = order.number;
  return (
    <Page
      title={t`Order ${number}`}
      badge={<OrderState state={order.state} />}
      actions={<OrderActions order={order} />}
    >
      <Outcome order={order} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Card flush title={t`What is ordered`}>
            <OrderLines order={order} />
          </Card>
          {order.operations.length > 0 && (
            <Card
              flush
              title={t`Provisioning`}
              description={<Trans>As it happens, in the connector’s words.</Trans>}
            >
              <OperationsByHand operations={order.operations} />
            </Card>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Facts order={order} />
          <OrderMoves order={order} />
        </div>
      </div>
    </Page>
  );
}

/** What happens next, in the server's sentence. Nothing needs to be said of an order that is done. */
function Outcome({ order }: { order: OrderDetail }) {
  const { state, outcome } = order;
  if (state === 'fulfilled' || state === 'cancelled') return null;
  const waits = state === 'held' || state === 'awaiting_payment';
  const Icon = state === 'failed' ? CircleAlert : waits ? Clock : Info;
  const ground =
    state === 'failed'
      ? 'bg-bad-soft text-bad'
      : waits
        ? 'bg-warn-soft text-warn'
        : 'bg-accent-soft text-accent-text';
  return (
    <p className={cx('flex items-start gap-3 rounded-xl px-5 py-4', ground)}>
      <Icon className="mt-0.5 size-4.5 shrink-0" strokeWidth={1.75} aria-hidden />
      <bdi className="max-w-prose text-ink">{outcome.sentence}</bdi>
    </p>
  );
}

function Facts({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  return (
    <Card title={t`Order`}>
      <KeyValues
        facts={[
          {
            label: t`Reseller`,
            value: (
              <Link to={path(paths.office.reseller, { resellerId: order.seller.id })}>
                <bdi>{order.seller.name}</bdi>
              </Link>
            ),
          },
          { label: t`Customer`, value: <bdi>{order.customer.name}</bdi> },
          { label: t`Placed`, value: instant(order.placed_at) },
        ]}
      />
    </Card>
  );
}
