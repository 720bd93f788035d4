import { useLingui } from '@lingui/react/macro';
import { OrdersTable } from '../../kit/orders/OrdersTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { ShoppingCart } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** Every order of the program. */
export default function OrdersPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Orders`}
      description={t`What resellers order; those that are held wait for you.`}
      width="wide"
    >
      <OrdersTable
        withSeller
        rowTo={({ id }) => path(paths.office.order, { orderId: id })}
        empty={
          <Empty icon={ShoppingCart} title={t`No orders yet`}>
            {t`Resellers order for their customers in their own console.`}
          </Empty>
        }
      />
    </Page>
  );
}
