import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { OrderState } from '../../kit/orders/states.tsx';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { OperationsByHand } from './OperationsByHand.tsx';
import { OrderActions } from './OrderActions.tsx';
import { OrderLines } from './OrderLines.tsx';
import { OrderMoves } from './OrderMoves.tsx';
import { OrderOutcome } from './OrderOutcome.tsx';

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
      <OrderOutcome order={order} />
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
