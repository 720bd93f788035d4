import { Trans, useLingui } from '@lingui/react/macro';
import { useSuspenseQuery } from '@tanstack/react-query';
import { type ReactElement, useEffect, useState } from 'react';
import { signInUrl } from '../../kit/leaving.ts';
import { useNewsStream } from '../../kit/live/news.ts';
import { Page } from '../../kit/Page.tsx';
import { PagePending } from '../../kit/pages.tsx';
import { toastProblem } from '../../kit/problems.ts';
import { sessionQuery, signOut } from '../../kit/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { LogOut } from '../../ui/icons.ts';
import { Stepper } from '../../ui/Stepper.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { PublicPage } from '../frame/PublicPage.tsx';
import { AcceptTerms } from './AcceptTerms.tsx';
import { Approved } from './Approved.tsx';
import { type Application, useApplication } from './application.ts';
import { Ended } from './Ended.tsx';
import { History } from './History.tsx';
import { InReview } from './InReview.tsx';
import { NoApplication } from './NoApplication.tsx';
import { Question } from './Question.tsx';
import { StepInBrief } from './StepInBrief.tsx';
import { Told } from './Told.tsx';
import { useSteps } from './useSteps.ts';
import { Withdraw } from './Withdraw.tsx';

/** Where an application stands, and what the applicant does next. It follows what the vendor does, live. */
export default function StatusPage() {
  const { data: session } = useSuspenseQuery(sessionQuery);
  useEffect(() => {
    if (!session) location.replace(signInUrl());
  }, [session]);
  return session ? <SignedIn /> : <PagePending />;
}

function SignedIn() {
  useNewsStream();
  const application = useApplication();
  return application ? <Standing application={application} /> : <NoApplication />;
}

function Standing({ application }: { application: Application }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { company, number, applied_at } = application;
  const applied = date(applied_at.slice(0, 10));
  const title = t`Your application`;
  return (
    <PublicPage title={title}>
      <Page
        title={title}
        description={
          <Trans>
            <bdi className="font-medium text-ink">{company}</bdi> · <bdi>{number}</bdi> · sent on {applied}
          </Trans>
        }
        actions={<Leave />}
      >
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[19rem_minmax(0,1fr)]">
          <Steps application={application} />
          <div className="flex min-w-0 flex-col gap-6">
            <Now application={application} />
            <Told application={application} />
            <History application={application} />
            <Withdraw application={application} className="lg:hidden" />
          </div>
        </div>
      </Page>
    </PublicPage>
  );
}

/** The steps down the side, with the way to leave them; on phones in brief, so that what is to be done comes first. */
function Steps({ application }: { application: Application }) {
  const steps = useSteps(application);
  return (
    <>
      <Card className="lg:hidden">
        <StepInBrief steps={steps} />
      </Card>
      <Card className="sticky top-6 max-lg:hidden">
        <Stepper direction="column" steps={steps} />
        <Withdraw application={application} className="mt-6 border-t border-line pt-3" />
      </Card>
    </>
  );
}

/** What the state asks of the applicant, or tells it. */
function Now({ application }: { application: Application }): ReactElement {
  const { state } = application;
  if (state === 'unverified' || state === 'verified') return <AcceptTerms application={application} />;
  if (state === 'more_asked') return <Question application={application} />;
  if (state === 'approved') return <Approved application={application} />;
  if (state === 'declined' || state === 'withdrawn') return <Ended application={application} />;
  return <InReview application={application} />;
}

function Leave() {
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    await signOut().catch(toastProblem);
    setBusy(false);
  };
  return (
    <Button variant="quiet" icon={LogOut} busy={busy} onClick={() => void leave()}>
      <Trans>Sign out</Trans>
    </Button>
  );
}
