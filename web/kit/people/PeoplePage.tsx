import { useLingui } from '@lingui/react/macro';
import { Section } from '../../ui/Card.tsx';
import { Page } from '../Page.tsx';
import { useSession } from '../session.ts';
import { Invitations } from './Invitations.tsx';
import { InviteButton } from './InviteButton.tsx';
import { Members } from './Members.tsx';

/** The people of the organization acted for: the same page in the three faces. */
export default function PeoplePage() {
  const { t } = useLingui();
  const { organization } = useSession();
  return (
    <Page
      title={t`People`}
      description={t`Who works here, and what each may do.`}
      actions={<InviteButton variant="primary" whose={organization} />}
    >
      <Members whose={organization} />
      <Section title={t`Invitations`}>
        <Invitations whose={organization} />
      </Section>
    </Page>
  );
}
