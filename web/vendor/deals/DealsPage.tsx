import { useLingui } from '@lingui/react/macro';
import { ForecastView } from '../../kit/deals/ForecastView.tsx';
import { Page } from '../../kit/Page.tsx';
import { useTab } from '../../kit/useTab.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { DealQueue } from './DealQueue.tsx';
import { Rules } from './Rules.tsx';

/** The resellers' deals: the queue to decide, what they come to, and the rules they go by. */
export default function DealsPage() {
  const { t } = useLingui();
  const [tab, setTab] = useTab('queue');
  return (
    <Page
      width="wide"
      title={t`Deals`}
      description={t`What resellers have registered. No reseller ever learns of another’s deal.`}
    >
      <Tabs
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: 'queue', label: t`Registered deals`, content: tab === 'queue' && <DealQueue /> },
          {
            value: 'forecast',
            label: t`Forecast`,
            content: tab === 'forecast' && <ForecastView byReseller />,
          },
          { value: 'rules', label: t`Rules`, content: tab === 'rules' && <Rules /> },
        ]}
      />
    </Page>
  );
}
