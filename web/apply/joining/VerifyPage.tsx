import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { answered } from '../answered.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { leaveTo } from '../leaveTo.ts';
import { useParam } from '../useParam.ts';
import { ProofForm, type Shown } from './ProofForm.tsx';
import { useLink } from './useLink.ts';

/** Where the letter of an application leads: the address is confirmed, and the contact can sign in. */
export default function VerifyPage() {
  const { t } = useLingui();
  const token = useParam('token');
  const link = useLink(token, readLink);
  if (!link) return <Gone />;
  const { company, contact_email, contact_name, known, signed_in } = link;
  const join = (shown?: Shown) => verify(token, shown);
  return (
    <Sheet
      title={t`Your address is confirmed`}
      description={<Description company={company} known={known && !signed_in} />}
    >
      {signed_in ? (
        <JoinAtOnce join={join} />
      ) : (
        <ProofForm email={contact_email} name={contact_name} known={known} action={t`Go on`} join={join} />
      )}
    </Sheet>
  );
}

function readLink(token: string) {
  return answered(api.POST('/v1/program/applications/link', { body: { token } }));
}

async function verify(token: string, shown?: Shown): Promise<never> {
  const { password, code } = shown ?? {};
  const body = { token, ...(password && { password }), ...(code && { code }) };
  await api.POST('/v1/program/applications/verify', { body });
  // Loaded anew, for somebody else is signed in now; and the used link leaves the history.
  return leaveTo(paths.applyStatus, 'replace');
}

function Description({ company, known }: { company: string; known: boolean }) {
  if (known)
    return (
      <Trans>
        You have a sign-in here already. Use it to go on with the application of{' '}
        <bdi className="font-medium text-ink">{company}</bdi>.
      </Trans>
    );
  return (
    <Trans>
      Choose a password, and go on with the application of{' '}
      <bdi className="font-medium text-ink">{company}</bdi>.
    </Trans>
  );
}

/** Who is signed in with the very address need not show anything more. */
function JoinAtOnce({ join }: { join: () => Promise<never> }) {
  const go = useMutation({ mutationFn: join });
  return (
    <Button variant="primary" className="self-start" busy={go.isPending} onClick={() => go.mutate()}>
      <Trans>Go on</Trans>
    </Button>
  );
}

function Gone() {
  const { t } = useLingui();
  return (
    <Sheet
      title={t`This link does not work any more`}
      description={t`It was used already, a newer letter has replaced it, or it is older than two days.`}
    >
      <div className="flex flex-wrap gap-2">
        <ButtonLink variant="primary" to={paths.signIn}>
          <Trans>Sign in</Trans>
        </ButtonLink>
        <ButtonLink to={paths.apply}>
          <Trans>Apply again</Trans>
        </ButtonLink>
      </div>
    </Sheet>
  );
}
