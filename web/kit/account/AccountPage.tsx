import { useLingui } from '@lingui/react/macro';
import { Page } from '../Page.tsx';
import { useCan } from '../session.ts';
import { AccessKeys } from './AccessKeys.tsx';
import { PasswordCard } from './PasswordCard.tsx';
import { ProfileCard } from './ProfileCard.tsx';
import { SecondFactorCard } from './SecondFactorCard.tsx';
import { SessionsCard } from './SessionsCard.tsx';

/** The signed-in person's own page: the same in the three faces. */
export default function AccountPage() {
  const { t } = useLingui();
  const keeper = useCan('access_key.manage') === true;
  return (
    <Page title={t`Your account`} description={t`How you sign in, and from where.`} width="narrow">
      <ProfileCard />
      <PasswordCard />
      <SecondFactorCard />
      <SessionsCard />
      {keeper && <AccessKeys />}
    </Page>
  );
}
