import { useLingui } from '@lingui/react/macro';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { Card } from '../../ui/Card.tsx';
import { type Step, Stepper } from '../../ui/Stepper.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** The steps an order has taken: who, when, and their words. */
export function OrderMoves({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  return (
    <Card title={t`Steps`}>
      <Stepper direction="column" steps={useSteps(order)} />
    </Card>
  );
}

function useSteps({ moves, state }: OrderDetail): Step[] {
  const { t } = useLingui();
  const { instant } = useFormat();
  const words: Record<string, string> = {
    place: t`Order placed`,
    release: t`Released`,
    ask_payment: t`Released; its payment is asked for`,
    pay: t`Paid`,
    cancel: t`Cancelled`,
    fulfil: t`Fulfilled`,
    fail: t`Failed`,
    retry: t`Tried again`,
  };
  const steps = moves.map((step, index): Step => {
    const isLast = index === moves.length - 1;
    return {
      label: words[step.move] ?? step.move,
      note: <StepNote step={step} at={instant(step.moved_at)} />,
      state: isLast && state === 'failed' ? 'failed' : 'done',
    };
  });
  return [...steps, ...useNext(state)];
}

/** What comes after the last step, while something does. */
function useNext(state: OrderDetail['state']): Step[] {
  const { t } = useLingui();
  if (state === 'held') return [{ label: t`To be released`, state: 'current' }];
  if (state === 'awaiting_payment') return [{ label: t`Waits for its payment`, state: 'current' }];
  return state === 'provisioning' ? [{ label: t`Provisioning`, state: 'busy' }] : [];
}

function StepNote({ step, at }: { step: OrderDetail['moves'][number]; at: string }) {
  return (
    <>
      {step.person_name && (
        <>
          <bdi>{step.person_name}</bdi> ·{' '}
        </>
      )}
      {at}
      {step.note && <bdi className="mt-1.5 block rounded-md bg-sunken px-3 py-2 text-ink">{step.note}</bdi>}
    </>
  );
}
