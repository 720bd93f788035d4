import { useLingui } from '@lingui/react/macro';
import { SubscriptionsTable } from '../../kit/orders/SubscriptionsTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Repeat } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** Everything the reseller's customers use. */
export default function SubscriptionsPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Subscriptions`} description={t`Everything your customers use.`} width="wide">
      <SubscriptionsTable
        withCustomer
        rowTo={({ id }) => path(paths.console.subscription, { subscriptionId: id })}
        empty={
          <Empty
            icon={Repeat}
            title={t`No subscriptions yet`}
            action={
              <ButtonLink variant="primary" to={paths.console.store}>
                {t`Open the store`}
              </ButtonLink>
            }
          >
            {t`An order that is provisioned becomes one.`}
          </Empty>
        }
      />
    </Page>
  );
}
