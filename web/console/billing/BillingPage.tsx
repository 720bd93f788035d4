import { Trans, useLingui } from '@lingui/react/macro';
import { CardTrouble } from '../../kit/billing/CardTrouble.tsx';
import { CheckoutNotice } from '../../kit/billing/CheckoutNotice.tsx';
import { InvoicesTable } from '../../kit/billing/InvoicesTable.tsx';
import { PurchaseOrder } from '../../kit/billing/PurchaseOrder.tsx';
import { Reconciliation } from '../../kit/billing/Reconciliation.tsx';
import { HeldNotice } from '../../kit/dunning/HeldNotice.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { CreditCard, Receipt, ScrollText } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { NextInvoice } from './NextInvoice.tsx';

/** What the reseller owes its vendor: the month so far, and every invoice. */
export default function BillingPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Billing`}
      description={t`What you are billed for: your next invoice so far, and all before it.`}
      width="wide"
      actions={
        <>
          <PurchaseOrder />
          <Reconciliation side="received" />
          <ButtonLink icon={CreditCard} to={paths.console.card}>{t`Automatic payment`}</ButtonLink>
          <ButtonLink icon={ScrollText} to={paths.console.statement}>{t`Statement`}</ButtonLink>
        </>
      }
    >
      <CheckoutNotice />
      <HeldNotice />
      <CardTrouble cardPath={paths.console.card} />
      <NextInvoice />
      <InvoicesTable
        side="received"
        rowTo={({ id }) => path(paths.console.invoice, { invoiceId: id })}
        empty={
          <Empty icon={Receipt} title={t`No invoices yet`}>
            <Trans>The first stands here after the month in which your first order became active.</Trans>
          </Empty>
        }
      />
    </Page>
  );
}
