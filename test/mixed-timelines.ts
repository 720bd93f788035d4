import fc from 'fast-check';
import { addDays } from '../server/base/dates.ts';
import { correctedSteps, quantityOn, unitsHeld } from '../server/orders/subscriptions/corrections.rules.ts';

/** What a subscription's timeline is told on a day, as the verbs of orders tell it. */
export type ToldStep = {
  told_on: string;
  starts_on: string;
  quantity: number;
  paused: boolean;
  refunds: boolean;
  reason: string | null;
};

/** What somebody does with a subscription, so many days after the one before: change it, let it rest, or say that its past was otherwise. */
export type Act = { wait: number; back: number; quantity: number } & (
  | { kind: 'change' }
  | { kind: 'pause'; days: number; free: boolean }
  | { kind: 'correct'; length: number | null }
);

const shared = {
  wait: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 0, 1)),
  back: fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constantFrom(0, 0, 200, 330)),
  quantity: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 9 })),
};

export const fc_act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ ...shared, kind: fc.constant('change' as const) }),
  fc.record({
    ...shared,
    kind: fc.constant('pause' as const),
    days: fc.integer({ min: 1, max: 70 }),
    free: fc.constantFrom(true, true, true, false),
  }),
  fc.record({
    ...shared,
    kind: fc.constant('correct' as const),
    length: fc.option(fc.integer({ min: 1, max: 120 }), { nil: null, freq: 2 }),
  }),
);

type Life = { first: string; ahead: boolean; told: ToldStep[]; rests_until: string };

/**
 * What the acts tell of a subscription that began with `quantity` on `first`. `ahead`: it is paid ahead, so that less is given back. What the
 * verbs would refuse is left out: nothing changes while it rests, what has ended stays ended, and a correction is of the past.
 */
export function toldSteps(
  first: string,
  { quantity, ahead, acts }: { quantity: number; ahead: boolean; acts: readonly Act[] },
): ToldStep[] {
  const life: Life = { first, ahead, told: [], rests_until: first };
  tell(life, first, { starts_on: first, quantity });
  let today = first;
  for (const act of acts) {
    today = addDays(today, act.wait);
    if (today < life.rests_until) today = life.rests_until;
    if (act.kind === 'change') change(life, today, act.quantity);
    else if (act.kind === 'pause') pause(life, today, act);
    else correct(life, today, act);
  }
  return life.told;
}

type Said = Pick<ToldStep, 'starts_on' | 'quantity'> & Partial<ToldStep>;

function tell({ told }: Life, told_on: string, said: Said): void {
  told.push({ paused: false, refunds: false, reason: null, ...said, told_on });
}

function change(life: Life, today: string, quantity: number): void {
  const held = unitsHeld(life.told);
  if (held === 0 || quantity === held) return;
  const refunds = life.ahead && 0 < quantity && quantity < held;
  tell(life, today, { starts_on: today, quantity, refunds });
}

function pause(life: Life, today: string, { days, free }: { days: number; free: boolean }): void {
  const held = unitsHeld(life.told);
  if (held === 0) return;
  life.rests_until = addDays(today, days);
  tell(life, today, { starts_on: today, quantity: free ? 0 : held, paused: true, refunds: free });
  tell(life, life.rests_until, { starts_on: life.rests_until, quantity: held });
}

function correct(
  life: Life,
  today: string,
  { back, length, quantity }: { back: number; length: number | null; quantity: number },
): void {
  const { told, first } = life;
  const wished = addDays(today, -back);
  const starts_on = wished < first ? first : wished;
  const end = length === null ? null : addDays(starts_on, length);
  const until = end !== null && end > today ? today : end;
  const ended = unitsHeld(told) === 0;
  if ((until !== null && until <= starts_on) || (ended && until === null)) return;
  const forGood = quantity === 0 && until === null;
  const before = quantityOn(told, today);
  for (const step of correctedSteps(told, { starts_on, until, quantity }, forGood))
    tell(life, today, { ...step, reason: 'A wrong number' });
  const now = quantityOn(told, today);
  // The connector is asked to follow, and its answer is a change of today.
  if (now !== before && !ended) tell(life, today, { starts_on: today, quantity: now });
}
