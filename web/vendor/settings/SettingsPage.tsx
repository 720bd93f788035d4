import { useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import { useSession } from '../../kit/session.ts';
import { BankCard } from './BankCard.tsx';
import { BusinessCard } from './BusinessCard.tsx';
import { ClockCard } from './ClockCard.tsx';
import { FaceCard } from './FaceCard.tsx';

export type Organization = Answer<'/v1/identity/organizations/{id}'>;

/** What the vendor says of itself: on invoices, on contracts, to resellers. */
export default function SettingsPage() {
  const { t } = useLingui();
  const params = { path: { id: useSession().organization.id } };
  const organization = $api.useSuspenseQuery('get', '/v1/identity/organizations/{id}', { params }).data;
  return (
    <Page
      title={t`Settings`}
      description={t`What stands on your invoices, contracts and pages.`}
      width="narrow"
    >
      <BusinessCard organization={organization} />
      <BankCard organization={organization} />
      <FaceCard organization={organization} />
      <ClockCard />
    </Page>
  );
}
