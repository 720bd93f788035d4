import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { useCan, useSession } from '../../kit/session.ts';
import { SpecialPriceNeeds } from '../../kit/special-prices/SpecialPriceNeeds.tsx';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Store } from '../../ui/icons.ts';
import { Checklist } from './Checklist.tsx';
import { CustomerCount, NextInvoiceSoFar, OpenInvoices } from './figures.tsx';
import { Keepers } from './Keepers.tsx';
import { Plan } from './Plan.tsx';
import { RecentOrders } from './RecentOrders.tsx';
import { useWayIn } from './useWayIn.ts';

/** How the reseller's business with the program stands today. */
export default function HomePage() {
  const { t } = useLingui();
  const { organization } = useSession();
  const applying = useWayIn();
  if (applying) return null;
  const name = organization.name;
  return (
    <Page
      title={name}
      description={<Trans>Your customers, your orders and your account with the vendor.</Trans>}
      actions={
        <ButtonLink variant="primary" icon={Store} to={paths.console.store}>
          {t`Open the store`}
        </ButtonLink>
      }
    >
      <Checklist />
      <SpecialPriceNeeds withRequest />
      <Figures />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
        <RecentOrders />
        <div className="flex flex-col gap-6">
          <Plan />
          <Keepers />
        </div>
      </div>
    </Page>
  );
}

function Figures() {
  const money = useCan('invoice.read') === true;
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {money && <NextInvoiceSoFar />}
      {money && <OpenInvoices />}
      <CustomerCount />
    </div>
  );
}
