import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import type { Action } from '../../base/permissions.ts';
import { route } from '../../base/route.ts';
import { IdParams } from '../../base/schemas.ts';
import { linkDeal, loseDeal, winDeal } from './deal-outcomes.ts';
import {
  approveDeal,
  declineDeal,
  extendDeal,
  recallDeal,
  registerDeal,
  resubmitDeal,
  returnDeal,
} from './deal-registration.ts';
import { answered, changeOf, DealChangeBody, DealDetailReply, Words } from './deals.routes.ts';
import { type Deal, LOSS_REASONS } from './deals.rules.ts';

const Note = z.object({ note: Words.nullable().default(null) });

/** A step of one deal: `POST …/:id/<verb>`, answered with the deal in full. */
function step<Body extends z.ZodType>(
  verb: string,
  { summary, access, body }: { summary: string; access: Action; body: Body },
  take: (ctx: Ctx, id: string, body: z.output<Body>) => Promise<Deal>,
) {
  return route(
    {
      method: 'POST',
      path: `/v1/deals/deals/:id/${verb}`,
      summary,
      access,
      params: IdParams,
      body,
      reply: DealDetailReply,
      errors: ['illegal_move', 'deal_contested'],
    },
    async (ctx, input) => answered(ctx, await take(ctx, input.params.id, input.body as z.output<Body>)),
  );
}

const mine = (summary: string) => ({ summary, access: 'deal.register' as const });
const theirs = (summary: string) => ({ summary, access: 'deal.decide' as const });

export const dealMoveRoutes = [
  step('register', { ...mine('Registers the deal with the vendor.'), body: z.object({}) }, (ctx, id) =>
    registerDeal(ctx, id),
  ),
  step('recall', { ...mine('Takes the deal back before it is decided.'), body: Note }, (ctx, id, { note }) =>
    recallDeal(ctx, id, note),
  ),
  step(
    'resubmit',
    {
      ...mine('Answers the vendor’s question, with corrections.'),
      body: z.object({ note: Words, changes: DealChangeBody.default({}) }),
    },
    (ctx, id, { note, changes }) => resubmitDeal(ctx, id, note, changeOf(changes)),
  ),
  step('win', { ...mine('The sale is won.'), body: Note }, (ctx, id, { note }) => winDeal(ctx, id, note)),
  step(
    'lose',
    {
      ...mine('The sale is lost, and why.'),
      body: z.object({ reason: z.enum(LOSS_REASONS), note: Words.nullable().default(null) }),
    },
    loseDeal,
  ),
  step(
    'link',
    { ...mine('Says which customer of yours the deal is for.'), body: z.object({ customer_id: z.uuid() }) },
    (ctx, id, { customer_id }) => linkDeal(ctx, id, customer_id),
  ),
  step(
    'extend',
    { summary: 'Protects the deal for longer.', access: 'deal.read', body: Note },
    (ctx, id, { note }) => extendDeal(ctx, id, note),
  ),
  step(
    'return',
    { ...theirs('Gives the deal back with a question.'), body: z.object({ note: Words }) },
    (ctx, id, { note }) => returnDeal(ctx, id, note),
  ),
  step(
    'approve',
    { ...theirs('Approves the deal: it is protected from today on.'), body: Note },
    (ctx, id, { note }) => approveDeal(ctx, id, note),
  ),
  step(
    'decline',
    {
      ...theirs('Declines to register the deal, with a reason that the reseller reads.'),
      body: z.object({ reason: Words }),
    },
    (ctx, id, { reason }) => declineDeal(ctx, id, reason),
  ),
];
