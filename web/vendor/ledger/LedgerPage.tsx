import { useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { useTab } from '../../kit/useTab.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { Journal } from './Journal.tsx';
import { Schedule } from './Schedule.tsx';
import { TrialBalance } from './TrialBalance.tsx';

/** The vendor's book: what every account stands at, and each transfer behind it. */
export default function LedgerPage() {
  const { t } = useLingui();
  const [tab, setTab] = useTab('balance');
  return (
    <Page
      title={t`Ledger`}
      description={t`Every amount is moved from one account to another, and never changed after.`}
      actions={<ExportMenu />}
    >
      <Tabs
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: 'balance', label: t`Trial balance`, content: <TrialBalance /> },
          { value: 'schedule', label: t`Deferred revenue`, content: <Schedule /> },
          { value: 'journal', label: t`Journal`, content: <Journal /> },
        ]}
      />
    </Page>
  );
}
