import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Plus, ShoppingCart } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { type Cart, useCart } from '../store/cart.ts';
import { CartLines } from './CartLines.tsx';
import { CustomerChoice } from './CustomerChoice.tsx';
import { faultsOf } from './faults.ts';
import { Summary } from './Summary.tsx';
import { usePreview } from './usePreview.ts';

/** Puts an order together: for whom, what, and before it is placed what it costs and what will happen. */
export default function NewOrderPage() {
  const { t } = useLingui();
  const cart = useCart();
  const preview = usePreview(cart);
  return (
    <Page title={t`New order`} description={t`Nothing is ordered until you place it.`}>
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <CustomerChoice customerId={cart.customerId} />
          <Lines cart={cart} error={preview.error} />
        </div>
        <Summary cart={cart} preview={preview} />
      </div>
    </Page>
  );
}

function Lines({ cart, error }: { cart: Cart; error: unknown }) {
  const { t } = useLingui();
  const more = (
    <ButtonLink size="sm" icon={Plus} to={paths.console.store}>
      <Trans>Add from the store</Trans>
    </ButtonLink>
  );
  if (cart.lines.length === 0)
    return (
      <Card flush title={t`Products`}>
        <Empty
          icon={ShoppingCart}
          title={t`Nothing chosen yet`}
          action={
            <ButtonLink variant="primary" to={paths.console.store}>
              <Trans>Open the store</Trans>
            </ButtonLink>
          }
        >
          {t`Choose products in the store; they wait here while you do.`}
        </Empty>
      </Card>
    );
  return (
    <Card flush title={t`Products`} actions={more}>
      <CartLines lines={cart.lines} faults={faultsOf(error)} customerId={cart.customerId} />
    </Card>
  );
}
