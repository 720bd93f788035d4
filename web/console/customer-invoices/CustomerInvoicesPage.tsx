import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { BankEntriesToMatch } from '../../kit/billing/BankEntries.tsx';
import { BankFiles } from '../../kit/billing/BankFiles.tsx';
import { InvoicesTable } from '../../kit/billing/InvoicesTable.tsx';
import { PaymentsTable } from '../../kit/billing/PaymentsTable.tsx';
import { Reconciliation } from '../../kit/billing/Reconciliation.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { HandCoins } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Drafts } from './Drafts.tsx';
import { findCustomers } from './findCustomers.ts';

const invoiceTo = (invoiceId: string) => path(paths.console.customerInvoice, { invoiceId });

/** What the reseller bills its own customers, and the money that comes for it. The vendor sees none of it. */
export default function CustomerInvoicesPage() {
  const { t } = useLingui();
  const { view = 'invoices' } = useSearch({ strict: false }) as { view?: string };
  const navigate = useNavigate();
  const tabs = [
    { value: 'invoices', label: t`Invoices`, content: <Invoices /> },
    {
      value: 'payments',
      label: t`Payments`,
      content: <PaymentsTable side="received" invoiceTo={invoiceTo} />,
    },
    { value: 'bank', label: t`Bank files`, content: <Bank /> },
  ];
  return (
    <Page
      title={t`Customer invoices`}
      description={t`What you bill your customers. It stays between you and them.`}
      width="wide"
      actions={<Reconciliation side="issued" />}
    >
      <Tabs
        // Only the open view stands: each keeps its list's state in the page's address.
        tabs={tabs.map((tab) => (tab.value === view ? tab : { ...tab, content: null }))}
        value={view}
        onValueChange={(next) => void navigate({ to: '.', search: { view: next } as never })}
      />
    </Page>
  );
}

function Invoices() {
  return (
    <Stack>
      <Drafts />
      <InvoicesTable
        side="issued"
        rowTo={({ id }) => path(paths.console.customerInvoice, { invoiceId: id })}
        empty={
          <Empty icon={HandCoins} title={<Trans>No invoices yet</Trans>}>
            <Trans>They are drafted for you at the end of each month; you issue them.</Trans>
          </Empty>
        }
      />
    </Stack>
  );
}

function Bank() {
  const may = useCan('bank_file.import');
  if (may !== true) return <Empty title={<Trans>Not for your role</Trans>}>{may}</Empty>;
  return (
    <Stack>
      <BankFiles findBuyers={findCustomers} />
      <BankEntriesToMatch findBuyers={findCustomers} />
    </Stack>
  );
}

function Stack({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-6">{children}</div>;
}
