import { useLingui } from '@lingui/react/macro';
import { SubscriptionsTable } from '../../kit/orders/SubscriptionsTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Repeat } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** Everything the customer uses. */
export default function SubscriptionsPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Subscriptions`} description={t`Everything your organization uses.`} width="wide">
      <SubscriptionsTable
        rowTo={({ id }) => path(paths.panel.subscription, { subscriptionId: id })}
        empty={
          <Empty icon={Repeat} title={t`Nothing yet`}>
            {t`What your partner orders for you stands here as soon as it is active.`}
          </Empty>
        }
      />
    </Page>
  );
}
