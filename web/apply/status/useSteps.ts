import { useLingui } from '@lingui/react/macro';
import type { Step } from '../../ui/Stepper.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Application, lastMove, type Move } from './application.ts';

/** Where the application stands among its steps, with when each was taken. */
export function useSteps(application: Application): Step[] {
  const { t } = useLingui();
  const { instant } = useFormat();
  const at = (move: Move['move']) => {
    const taken = lastMove(application, move);
    return taken && instant(taken.moved_at);
  };
  const { agreement } = application;
  return [
    { label: t`E-mail address confirmed`, note: at('verify'), state: 'done' },
    {
      label: agreement ? t`Terms accepted` : t`Read and accept the terms`,
      note: agreement && instant(agreement.accepted_at),
      state: agreement ? 'done' : standing(application) ? 'current' : 'waiting',
    },
    useDecision(application),
    {
      label: t`Start selling`,
      note: application.state === 'approved' ? t`Your console is open.` : undefined,
      state: application.state === 'approved' ? 'done' : 'waiting',
    },
  ];
}

function standing({ state }: Application): boolean {
  return state !== 'withdrawn' && state !== 'declined';
}

function useDecision(application: Application): Step {
  const { t } = useLingui();
  const { instant } = useFormat();
  const label = t`A channel manager decides`;
  const when = (move: Move['move']) =>
    instant(lastMove(application, move)?.moved_at ?? application.applied_at);
  if (application.state === 'approved') return { label: t`Approved`, note: when('approve'), state: 'done' };
  if (application.state === 'declined') return { label: t`Declined`, note: when('decline'), state: 'failed' };
  if (application.state === 'withdrawn')
    return { label: t`Withdrawn`, note: when('withdraw'), state: 'failed' };
  if (application.state === 'more_asked')
    return { label, note: t`There is a question for you.`, state: 'current' };
  if (application.state === 'submitted') return { label, note: t`Nothing for you to do now.`, state: 'busy' };
  return { label, state: 'waiting' };
}
