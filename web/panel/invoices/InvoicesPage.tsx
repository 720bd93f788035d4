import { useLingui } from '@lingui/react/macro';
import { CardTrouble } from '../../kit/billing/CardTrouble.tsx';
import { CheckoutNotice } from '../../kit/billing/CheckoutNotice.tsx';
import { InvoicesTable } from '../../kit/billing/InvoicesTable.tsx';
import { PurchaseOrder } from '../../kit/billing/PurchaseOrder.tsx';
import { HeldNotice } from '../../kit/dunning/HeldNotice.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { CreditCard, Receipt, ScrollText } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** What the partner bills the customer. */
export default function InvoicesPage() {
  const { t } = useLingui();
  const may = useCan('invoice.read');
  return (
    <Page
      title={t`Invoices`}
      description={t`What your partner bills you.`}
      width="wide"
      actions={may === true && <Actions />}
    >
      <CheckoutNotice />
      <HeldNotice />
      {may === true && <CardTrouble cardPath={paths.panel.card} />}
      {may === true ? (
        <InvoicesTable
          side="received"
          rowTo={({ id }) => path(paths.panel.invoice, { invoiceId: id })}
          empty={
            <Empty icon={Receipt} title={t`No invoices yet`}>
              {t`The first comes after your first month.`}
            </Empty>
          }
        />
      ) : (
        <Empty icon={Receipt} title={t`Not for your role`}>
          {may}
        </Empty>
      )}
    </Page>
  );
}

function Actions() {
  const { t } = useLingui();
  return (
    <>
      <PurchaseOrder />
      <ButtonLink icon={CreditCard} to={paths.panel.card}>{t`Automatic payment`}</ButtonLink>
      <ButtonLink icon={ScrollText} to={paths.panel.statement}>{t`Statement`}</ButtonLink>
    </>
  );
}
