import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import { $api } from '../../api/client.ts';
import { OrderState } from '../../kit/orders/states.tsx';
import type { Order } from '../../kit/orders/words.ts';
import { sentenceOf } from '../../kit/problems.ts';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ShoppingCart } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Empty, ErrorState, Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

const SHOWN = 6;

/** The newest orders; the checklist looks at the same. */
export function useRecentOrders() {
  return $api.useQuery('get', '/v1/orders/orders', { params: { query: { limit: SHOWN } } });
}

/** The last orders and how they stand, live. */
export function RecentOrders() {
  const { t } = useLingui();
  const all = <Link to={paths.console.orders}>{t`All orders`}</Link>;
  return (
    <Card flush title={t`Recent orders`} actions={all}>
      <Rows />
    </Card>
  );
}

function Rows() {
  const { t } = useLingui();
  const { data, error, refetch } = useRecentOrders();
  if (error && !data)
    return (
      <ErrorState title={t`The orders could not be read`} onRetry={() => void refetch()}>
        {sentenceOf(error)}
      </ErrorState>
    );
  if (!data) return <RowsPending />;
  if (data.items.length === 0)
    return (
      <Empty
        icon={ShoppingCart}
        title={t`No orders yet`}
        action={<ButtonLink to={paths.console.store}>{t`Open the store`}</ButtonLink>}
      >
        <Trans>What you order for your customers stands here.</Trans>
      </Empty>
    );
  return (
    <ul className="divide-y divide-line">
      {data.items.map((order) => (
        <Row key={order.id} order={order} />
      ))}
    </ul>
  );
}

function Row({ order }: { order: Order }) {
  const { text, ago } = useFormat();
  const products = [...new Set(order.lines.map(({ offer }) => text(offer.product_name)))];
  return (
    <li>
      <Link
        plain
        to={path(paths.console.order, { orderId: order.id })}
        className="flex h-16 items-center gap-4 px-5 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 grow">
          <bdi className="block truncate font-medium">{order.customer.name}</bdi>
          {/* Each name is cut at its own end: a line cut whole would lose the start of a Latin name in Arabic. */}
          <span className="flex gap-1 text-sm text-muted">
            <bdi className="figures shrink-0">{order.number}</bdi>
            {products.map((name) => (
              <Fragment key={name}>
                <span>·</span>
                <bdi className="truncate">{name}</bdi>
              </Fragment>
            ))}
          </span>
        </span>
        <span className="shrink-0 text-sm text-muted max-sm:hidden">{ago(order.placed_at)}</span>
        <span className="flex shrink-0 justify-end sm:w-36">
          <OrderState state={order.state} />
        </span>
      </Link>
    </li>
  );
}

function RowsPending() {
  return (
    <div aria-hidden="true" className="divide-y divide-line">
      {Array.from({ length: SHOWN }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no names
        <div key={index} className="flex h-16 items-center justify-between gap-6 px-5">
          <Skeleton className="h-4 w-48" />
          <Skeleton className="h-5 w-24 rounded-full" />
        </div>
      ))}
    </div>
  );
}
