import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { OrderState } from '../../kit/orders/states.tsx';
import type { Order } from '../../kit/orders/words.ts';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { ShoppingCart } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Empty, SkeletonText } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** The last orders of the program, as they come in. */
export function LatestOrders() {
  const { t } = useLingui();
  const { data } = $api.useQuery('get', '/v1/orders/orders', { params: { query: { limit: 7 } } });
  return (
    <Card
      flush
      title={t`Latest orders`}
      actions={
        <Link to={paths.office.orders} className="text-sm">
          <Trans>All orders</Trans>
        </Link>
      }
    >
      {!data && (
        <div className="p-5">
          <SkeletonText lines={5} />
        </div>
      )}
      {data?.items.length === 0 && <Empty icon={ShoppingCart} title={t`No orders yet`} />}
      <ul>
        {data?.items.map((order) => (
          <Row key={order.id} order={order} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ order }: { order: Order }) {
  const { ago } = useFormat();
  return (
    <li className="flex items-center gap-4 border-b border-line px-5 py-3 last:border-b-0">
      <span className="min-w-0 grow">
        <Link to={path(paths.office.order, { orderId: order.id })} className="text-ink!">
          <bdi>{order.customer.name}</bdi>
        </Link>
        <span className="block truncate text-sm text-muted">
          <bdi>{order.seller.name}</bdi> · <bdi className="figures">{order.number}</bdi> ·{' '}
          {ago(order.placed_at)}
        </span>
      </span>
      <OrderState state={order.state} />
    </li>
  );
}
