import { useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { useTab } from '../../kit/useTab.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { EventsTable } from './EventsTable.tsx';
import { Meters } from './Meters.tsx';
import { MonthsTable } from './MonthsTable.tsx';
import { UsageFile } from './UsageFile.tsx';

/** What was used of all that is paid by use, and the way to tell more. */
export default function UsagePage() {
  const { t } = useLingui();
  const [tab, setTab] = useTab('months');
  return (
    <Page
      title={t`Usage`}
      description={t`What was used of everything that is paid by use. It is billed with the month; what is told late comes with the next.`}
      width="wide"
    >
      <UsageFile />
      <Tabs
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: 'months', label: t`By subscription`, content: <MonthsTable /> },
          { value: 'meters', label: t`By product`, content: <Meters /> },
          { value: 'events', label: t`Events`, content: <EventsTable /> },
        ]}
      />
    </Page>
  );
}
