import { audit } from '../../base/audit.ts';
import { type Ctx, ensure, permit } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { offersOf } from '../../catalog/index.ts';
import { changeableNow } from '../operations/operations.rules.ts';
import { listOfSubscription } from '../operations/operations.sql.ts';
import { todayAtVendor } from '../orders/consider.ts';
import { quantityFault } from '../orders/orders.rules.ts';
import { canCorrect } from '../policy.ts';
import { type Correction, correctedSteps, correctionFault, quantityOn } from './corrections.rules.ts';
import type { Segment, Subscription } from './subscriptions.rules.ts';
import * as store from './subscriptions.sql.ts';
import { requestChange } from './subscriptions.ts';

export type Corrected = Correction & { reason: string };

/**
 * Says that a subscription's past was otherwise: a wrong quantity, or an end (0) that was meant for an earlier day. The timeline is appended to,
 * never edited; every account of the chain is charged or given back the difference by its next bill, at the prices it was charged. Where the
 * quantity of now changes by it, the connector is asked to follow. Throws 403, 404, Fail invalid on days or quantities that cannot be, and
 * Fail conflict while another change is being made.
 */
export async function correctTimeline(ctx: Ctx, id: string, corrected: Corrected): Promise<Subscription> {
  permit(ctx, 'subscription.correct');
  const subscription = found(await store.lockSubscription(ctx.db, id), 'subscription');
  ensure(canCorrect(ctx.actor));
  const activated_on = await correctable(ctx, subscription);
  const today = await todayAtVendor(ctx);
  const fault = correctionFault(corrected, { activated_on, today });
  if (fault) throw invalidField(`#/${fault[0]}`, fault[1]);
  await checkQuantity(ctx, subscription, corrected);
  const timeline = await store.listSegments(ctx.db, subscription);
  const ends = corrected.quantity === 0 && corrected.until === null;
  const steps = correctedSteps(timeline, corrected, ends);
  if (!steps.some((step) => quantityOn(timeline, step.starts_on) !== step.quantity))
    throw invalidField('#/quantity', `The quantity was ${corrected.quantity} already.`);
  // Across the wall: the timeline is the whole chain's, and so are the bills that follow it.
  await asSystem(ctx, (system) => append(system, subscription, steps, corrected.reason));
  await follow(ctx, subscription, timeline, steps, today);
  tell(ctx, subscription, corrected);
  return found(await store.findSubscription(ctx.db, id), 'subscription');
}

/** The first day of what was active; throws where there is nothing to correct. */
async function correctable(ctx: Ctx, subscription: Subscription): Promise<CivilDate> {
  const { state, activated_on } = subscription;
  if (!activated_on)
    throw new Fail('conflict', 'illegal_move', 'It was never active; there is nothing to correct.');
  const operations = await listOfSubscription(ctx.db, subscription);
  const free = state === 'cancelled' ? true : changeableNow(subscription, operations);
  if (free !== true) throw new Fail('conflict', 'illegal_move', free);
  return activated_on;
}

async function checkQuantity(
  ctx: Ctx,
  { offer_id, state }: Subscription,
  { quantity, until }: Corrected,
): Promise<void> {
  if (quantity === 0) return;
  if (state === 'cancelled' && until === null)
    throw invalidField('#/until', 'It was cancelled: say up to which day this quantity held.');
  const offer = found((await offersOf(ctx, [offer_id])).get(offer_id), 'offer');
  const fault = quantityFault(offer, quantity);
  if (fault)
    throw new Fail('invalid', 'quantity_out_of_bounds', fault, {
      errors: [{ pointer: '#/quantity', detail: fault }],
    });
}

type Step = Pick<Segment, 'starts_on' | 'quantity'>;

async function append(
  ctx: Ctx,
  { reseller_id, id, chain }: Subscription,
  steps: Step[],
  reason: string,
): Promise<void> {
  const shared = {
    reseller_id,
    subscription_id: id,
    chain,
    operation_id: null,
    reason,
    recorded_at: ctx.now.toISOString(),
  };
  for (const step of steps) await store.insertSegment(ctx.db, { ...shared, ...step });
}

/** What holds from now on is what the connector must provide: it is asked to, when it changes. */
async function follow(
  ctx: Ctx,
  subscription: Subscription,
  before: Segment[],
  steps: Step[],
  today: CivilDate,
): Promise<void> {
  const now = quantityOn([...before, ...steps], today);
  if (now === quantityOn(before, today) || subscription.state !== 'active') return;
  await requestChange(ctx, subscription, now === 0 ? 'cancel' : 'update', now);
}

function tell(ctx: Ctx, subscription: Subscription, { starts_on, until, quantity, reason }: Corrected): void {
  const {
    reseller_id: resellerId,
    id: subjectId,
    number,
    customer_id,
    offer_id,
    chain: audience,
  } = subscription;
  const details = { number, starts_on, until, quantity, reason };
  audit(ctx, {
    resellerId,
    action: 'subscription.corrected',
    subjectKind: 'subscription',
    subjectId,
    details,
  });
  const payload = { customer_id, offer_id, starts_on, until, quantity };
  emit(ctx, { resellerId, name: 'subscription.corrected', subjectId, payload, audience });
}
