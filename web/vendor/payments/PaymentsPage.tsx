import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { BankEntriesToMatch } from '../../kit/billing/BankEntries.tsx';
import { BankFiles } from '../../kit/billing/BankFiles.tsx';
import { PaymentsTable } from '../../kit/billing/PaymentsTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { useTab } from '../../kit/useTab.ts';
import { path, paths } from '../../paths.ts';
import { type Tab, Tabs } from '../../ui/Tabs.tsx';
import { findResellers } from '../resellers/find.ts';
import { RecordReceived } from './RecordReceived.tsx';

const invoiceTo = (invoiceId: string) => path(paths.office.invoice, { invoiceId });

/** Money that came: what it paid, what still waits for a name, and the files it came in. */
export default function PaymentsPage() {
  const { t } = useLingui();
  const [tab, setTab] = useTab('payments');
  const mayImport = useCan('bank_file.import') === true;
  const waiting = useWaiting(mayImport);
  const bank: Tab[] = [
    {
      value: 'to-match',
      label: t`To match`,
      ...(waiting && { count: waiting }),
      content: <BankEntriesToMatch findBuyers={findResellers} />,
    },
    {
      value: 'bank-files',
      label: t`Bank files`,
      content: (
        <div className="flex flex-col gap-5">
          <BankFiles findBuyers={findResellers} />
        </div>
      ),
    },
  ];
  return (
    <Page
      title={t`Payments`}
      description={t`Money that came in, and what it paid.`}
      actions={<RecordReceived />}
      width="wide"
    >
      <Tabs
        value={tab}
        onValueChange={setTab}
        tabs={[
          {
            value: 'payments',
            label: t`Payments`,
            content: <PaymentsTable side="received" invoiceTo={invoiceTo} />,
          },
          ...(mayImport ? bank : []),
        ]}
      />
    </Page>
  );
}

/** How many entries wait, as far as one page tells. */
function useWaiting(enabled: boolean): number {
  const params = { query: { state: 'unmatched', limit: 100 } } as const;
  const { data } = $api.useQuery('get', '/v1/billing/bank-entries', { params }, { enabled });
  return data?.items.length ?? 0;
}
