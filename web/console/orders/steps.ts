import { useLingui } from '@lingui/react/macro';
import type { OrderDetail } from '../../kit/orders/words.ts';
import type { Step } from '../../ui/Stepper.tsx';
import { useFormat } from '../../ui/useFormat.ts';

export type StageName = 'placed' | 'approval' | 'payment' | 'provisioning' | 'active';
export type Stage = { name: StageName; state: Step['state'] };

type Order = Pick<OrderDetail, 'state'> & { moves: readonly { state: OrderDetail['state'] }[] };

/** The stages of an order and how each stands. Approval and payment are there only for orders that met them. */
export function stagesOf({ state, moves }: Order): Stage[] {
  const met = (wanted: OrderDetail['state']) =>
    state === wanted || moves.some((move) => move.state === wanted);
  const names: StageName[] = [
    'placed',
    ...(met('held') ? (['approval'] as const) : []),
    ...(met('awaiting_payment') ? (['payment'] as const) : []),
    'provisioning',
    'active',
  ];
  const at = names.indexOf(
    standing(
      state,
      moves.map((move) => move.state),
    ),
  );
  const done = state === 'fulfilled';
  return names.map((name, index) => ({ name, state: stageState(index, at, state, done) }));
}

/** The stage the order is in, or was in when it was cancelled. */
function standing(state: OrderDetail['state'], before: readonly OrderDetail['state'][]): StageName {
  if (state === 'cancelled') return before.includes('awaiting_payment') ? 'payment' : 'approval';
  const stages = {
    held: 'approval',
    awaiting_payment: 'payment',
    provisioning: 'provisioning',
    failed: 'provisioning',
    fulfilled: 'active',
  } as const;
  return stages[state];
}

function stageState(index: number, at: number, state: OrderDetail['state'], done: boolean): Step['state'] {
  if (index < at || done) return 'done';
  if (index > at) return 'waiting';
  if (state === 'failed' || state === 'cancelled') return 'failed';
  return state === 'provisioning' ? 'busy' : 'current';
}

/** The same for `<Stepper>`, in words. */
export function useOrderSteps(order: OrderDetail): Step[] {
  const { t } = useLingui();
  const { instant } = useFormat();
  const cancelled = order.state === 'cancelled';
  const labels: Record<StageName, string> = {
    placed: t`Order placed`,
    approval: t`Special price`,
    payment: t`Payment`,
    provisioning: t`Provisioning`,
    active: t`Active`,
  };
  const note = ({ name, state }: Stage) => {
    if (name === 'placed') return instant(order.placed_at);
    if (state === 'failed') return cancelled ? t`Cancelled` : t`Something failed`;
    if (state === 'current')
      return name === 'approval' ? t`With your channel supervisor` : t`Waiting for the money`;
    return undefined;
  };
  return stagesOf(order).map((stage) => ({
    label: labels[stage.name],
    note: note(stage),
    state: stage.state,
  }));
}
