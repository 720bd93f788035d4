import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { paths } from '../../paths.ts';
import { Link, OutLink } from '../../ui/Link.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { landingOf, safeNext } from '../landingOf.ts';
import { useParam } from '../useParam.ts';
import { useVendor } from '../vendor.ts';
import { visitorQuery } from '../visitor.ts';
import { CodeStep } from './CodeStep.tsx';
import { DemoSignIns } from './DemoSignIns.tsx';
import { OrganizationStep } from './OrganizationStep.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { type SignInForm, type SignInStep, useSignIn } from './useSignIn.ts';

/** The way in for people of the vendor, of resellers and of their customers alike. */
export default function SignInPage() {
  const { t } = useLingui();
  const next = useParam('next');
  const { demo } = useVendor();
  const { form, step, back } = useSignIn(next);
  const titles = { password: t`Sign in`, code: t`Enter your code`, organization: t`Whom do you act for?` };
  return (
    <Sheet
      title={titles[step.asks]}
      aside={
        demo &&
        step.asks === 'password' && <DemoSignIns onChoose={(signIn) => fill(form, signIn)} busy={form.busy} />
      }
      after={step.asks === 'password' && <Apply />}
    >
      {step.asks === 'password' && <SignedInAlready next={next} />}
      <Step form={form} step={step} onBack={back} />
    </Sheet>
  );
}

function Step({ form, step, onBack }: { form: SignInForm; step: SignInStep; onBack: () => void }) {
  if (step.asks === 'password') return <PasswordStep form={form} />;
  if (step.asks === 'code') return <CodeStep form={form} onBack={onBack} />;
  return <OrganizationStep session={step.of} />;
}

/** Types a demo person's address and password, and presses the button. */
function fill(form: SignInForm, { email, password }: { email: string; password: string }): void {
  form.hook.setValue('email', email, { shouldValidate: true });
  form.hook.setValue('password', password, { shouldValidate: true });
  void form.send();
}

function Apply() {
  return (
    <p>
      <Trans>
        Not in the program yet? <Link to={paths.apply}>Become a reseller</Link>
      </Trans>
    </p>
  );
}

/** Somebody is signed in on this browser: the way on, without signing in again. */
function SignedInAlready({ next }: { next: string }) {
  const { data: session } = useQuery(visitorQuery);
  if (!session) return null;
  return (
    <p className="rounded-lg bg-sunken px-3.5 py-2.5 text-muted">
      <Trans>
        You are signed in as <bdi className="font-medium text-ink">{session.person.name}</bdi>, for{' '}
        <bdi className="font-medium text-ink">{session.organization.name}</bdi>.
      </Trans>{' '}
      <OutLink href={safeNext(next) ?? landingOf(session)}>
        <Trans>Go on</Trans>
      </OutLink>
    </p>
  );
}
