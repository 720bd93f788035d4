import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../kit/Page.tsx';
import { Sections } from '../kit/Sections.tsx';
import { useSession } from '../kit/session.ts';

/** The first page after sign-in. */
export default function HomePage() {
  const { t } = useLingui();
  const { person } = useSession();
  const name = person.name;
  return (
    <Page
      title={t`Welcome, ${name}`}
      description={<Trans>Your customers, your orders and your account with the vendor.</Trans>}
    >
      <Sections />
    </Page>
  );
}
