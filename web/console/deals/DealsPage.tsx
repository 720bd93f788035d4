import { Trans, useLingui } from '@lingui/react/macro';
import { unless } from '../../kit/can.ts';
import { ForecastView } from '../../kit/deals/ForecastView.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { useTab } from '../../kit/useTab.ts';
import { paths } from '../../paths.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Plus } from '../../ui/icons.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { DealBoard } from './DealBoard.tsx';
import { DealList } from './DealList.tsx';

/** The reseller's pipeline: as a board, as a list, as a forecast. */
export default function DealsPage() {
  const { t } = useLingui();
  const [tab, setTab] = useTab('board');
  const mayRegister = useCan('deal.register');
  return (
    <Page
      width="wide"
      title={t`Deals`}
      description={t`What you are selling, and what is registered with the vendor.`}
      actions={
        mayRegister === true ? (
          <ButtonLink variant="primary" icon={Plus} to={paths.console.newDeal}>
            <Trans>New deal</Trans>
          </ButtonLink>
        ) : (
          <Button icon={Plus} disabled={unless(mayRegister)}>
            <Trans>New deal</Trans>
          </Button>
        )
      }
    >
      <Tabs
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: 'board', label: t`Board`, content: tab === 'board' && <DealBoard /> },
          { value: 'list', label: t`List`, content: tab === 'list' && <DealList /> },
          { value: 'forecast', label: t`Forecast`, content: tab === 'forecast' && <ForecastView /> },
        ]}
      />
    </Page>
  );
}
