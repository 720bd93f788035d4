import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { OutLink } from '../../ui/Link.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { landingOf } from '../landingOf.ts';
import { visitorQuery } from '../visitor.ts';
import { ApplicationForm } from './ApplicationForm.tsx';
import { Sent } from './Sent.tsx';
import { type SentApplication, useApplication } from './useApplication.ts';

/** The way in: what happens, and the form; once it is sent, what to do next. */
export default function Application({ vendor }: { vendor: { name: string; demo: boolean } }) {
  const { t } = useLingui();
  const [sent, setSent] = useState<SentApplication | null>(null);
  const form = useApplication(setSent);
  return (
    <div className="mx-auto grid w-full max-w-6xl items-start gap-x-16 gap-y-8 px-4 py-12 sm:px-8 sm:py-16 lg:grid-cols-[20rem_1fr]">
      <div className="lg:sticky lg:top-10">
        <h2 className="text-2xl">
          <Trans>Apply to join</Trans>
        </h2>
        <p className="mt-2 text-muted">
          <Trans>It takes five minutes. What you type is kept while you look for your papers.</Trans>
        </p>
        <div className="mt-8">
          <Stepper direction="column" steps={useSteps(sent !== null)} />
        </div>
        <UnderWay />
      </div>
      <Card>
        {sent === null ? (
          <ApplicationForm form={form} action={t`Send the application`} />
        ) : (
          <Sent sent={sent} demo={vendor.demo} onChange={() => setSent(null)} />
        )}
      </Card>
    </div>
  );
}

function useSteps(sent: boolean) {
  const { t } = useLingui();
  return [
    {
      label: t`Tell us who you are`,
      note: t`The company and its papers, and how to reach you.`,
      state: sent ? 'done' : 'current',
    },
    {
      label: t`Confirm your e-mail address`,
      note: t`By the link we send; you choose a password.`,
      state: sent ? 'current' : 'waiting',
    },
    {
      label: t`Read and accept the partner terms`,
      note: t`In English or Arabic.`,
      state: 'waiting',
    },
    {
      label: t`A channel manager decides`,
      note: t`Perhaps with a question. You see how it stands at any time.`,
      state: 'waiting',
    },
    {
      label: t`Start selling`,
      note: t`Your console, your rates and your contract are there at once.`,
      state: 'waiting',
    },
  ] as const;
}

/** For somebody who is signed in: the way to where they stand already. */
function UnderWay() {
  const { data: session } = useQuery(visitorQuery);
  if (!session) return null;
  const to = landingOf(session);
  const applying = to === paths.applyStatus;
  return (
    <p className="mt-8 border-t border-line pt-5">
      <Trans>
        You are signed in for <bdi className="font-medium">{session.organization.name}</bdi>.
      </Trans>{' '}
      <OutLink href={to}>
        {applying ? <Trans>See your application</Trans> : <Trans>Go on to your work</Trans>}
      </OutLink>
    </p>
  );
}
