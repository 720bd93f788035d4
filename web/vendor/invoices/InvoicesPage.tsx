import { useLingui } from '@lingui/react/macro';
import { InvoicesTable } from '../../kit/billing/InvoicesTable.tsx';
import { Reconciliation } from '../../kit/billing/Reconciliation.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';

/** Every invoice the program has drafted or issued. */
export default function InvoicesPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Invoices`}
      description={t`What resellers were billed, and what is open.`}
      width="wide"
      actions={<Reconciliation side="issued" />}
    >
      <InvoicesTable side="issued" rowTo={({ id }) => path(paths.office.invoice, { invoiceId: id })} />
    </Page>
  );
}
