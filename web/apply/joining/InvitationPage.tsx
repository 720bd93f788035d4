import { Trans, useLingui } from '@lingui/react/macro';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { answered } from '../answered.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { landingOf } from '../landingOf.ts';
import { leaveTo } from '../leaveTo.ts';
import { useParam } from '../useParam.ts';
import { useRoleWords } from '../words.ts';
import { ProofForm, type Shown } from './ProofForm.tsx';
import { useLink } from './useLink.ts';

/** Where the letter of an invitation leads: a new person introduces themselves, a known one shows their password. */
export default function InvitationPage() {
  const { t, i18n } = useLingui();
  const roles = useRoleWords();
  const token = useParam('token');
  const invitation = useLink(token, readInvitation);
  if (!invitation) return <Gone />;
  const { email, name, known, organization } = invitation;
  const words = invitation.roles.map((role) => roles[role] ?? role);
  const list = new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(words);
  return (
    <Sheet
      title={t`Join ${organization.name}`}
      description={
        known ? (
          <Trans>You are invited as: {list}. Accept with the password you have here.</Trans>
        ) : (
          <Trans>You are invited as: {list}. Choose a password to sign in with.</Trans>
        )
      }
    >
      <ProofForm
        email={email}
        name={name}
        asksName={!known}
        known={known}
        action={t`Accept the invitation`}
        join={(shown) => accept(token, known, shown)}
      />
    </Sheet>
  );
}

function readInvitation(token: string) {
  return answered(api.POST('/v1/identity/invitations/read', { body: { token } }));
}

async function accept(token: string, known: boolean, { name, ...shown }: Shown): Promise<never> {
  const body = { token, ...shown, ...(!known && { name }) };
  return leaveTo(landingOf(await answered(api.POST('/v1/identity/invitations/accept', { body }))), 'replace');
}

function Gone() {
  const { t } = useLingui();
  return (
    <Sheet
      title={t`This invitation does not stand any more`}
      description={t`It was accepted already, taken back, or it is too old. Ask whoever invited you to send it again.`}
    >
      <ButtonLink variant="primary" to={paths.signIn} className="self-start">
        <Trans>Sign in</Trans>
      </ButtonLink>
    </Sheet>
  );
}
