import { useLingui } from '@lingui/react/macro';
import { SubscriptionsTable } from '../../kit/orders/SubscriptionsTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Repeat } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** Everything that customers of the program use. */
export default function SubscriptionsPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Subscriptions`}
      description={t`What customers use, through whichever reseller.`}
      width="wide"
    >
      <SubscriptionsTable
        withCustomer
        withSeller
        rowTo={({ id }) => path(paths.office.subscription, { subscriptionId: id })}
        empty={
          <Empty icon={Repeat} title={t`No subscriptions yet`}>
            {t`Each line of an order becomes one.`}
          </Empty>
        }
      />
    </Page>
  );
}
