import { useLingui } from '@lingui/react/macro';
import { OrdersTable } from '../../kit/orders/OrdersTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Plus, ShoppingCart } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** Every order the reseller placed. */
export default function OrdersPage() {
  const { t } = useLingui();
  const create = (
    <ButtonLink variant="primary" icon={Plus} to={paths.console.newOrder}>
      {t`New order`}
    </ButtonLink>
  );
  return (
    <Page
      title={t`Orders`}
      description={t`What you ordered for your customers, and how it stands.`}
      width="wide"
      actions={create}
    >
      <OrdersTable
        rowTo={({ id }) => path(paths.console.order, { orderId: id })}
        empty={
          <Empty icon={ShoppingCart} title={t`No orders yet`} action={create}>
            {t`Choose products in the store and order them for a customer.`}
          </Empty>
        }
      />
    </Page>
  );
}
