import { z } from 'zod';
import type { Ctx } from '../../base/ctx.ts';
import { route } from '../../base/route.ts';
import { IdParams, Instant } from '../../base/schemas.ts';
import { viewsOf } from '../deals/deal-views.ts';
import { DealReply, dealReply, Words } from '../deals/deals.routes.ts';
import { MATCH_KINDS } from './duplicates.rules.ts';
import { judgeDuplicate, listDuplicates } from './duplicates.ts';

/** Why two match. */
const ReasonReply = z.object({
  kind: z.enum(MATCH_KINDS),
  mine: z.string().describe('What was written in this deal'),
  theirs: z.string().describe('What was written in the other'),
  likeness: z.number().describe('1 is the same'),
});

/** What a person may judge a likeness to be. */
const VERDICTS = ['same', 'distinct'] as const;

/** How like the two are, and what a person has judged. */
export const LikenessReply = {
  id: z.uuid(),
  score: z.number().describe('0 to 1'),
  reasons: z.array(ReasonReply),
  verdict: z.enum(['open', ...VERDICTS]),
  note: z.string().nullable(),
  person_name: z.string().nullable(),
  verdict_at: Instant.nullable(),
  found_at: Instant,
};

/** What a person says of a likeness. */
export const Judgement = z.object({ verdict: z.enum(VERDICTS), note: Words.nullable().default(null) });

const DuplicateReply = z
  .object({
    ...LikenessReply,
    first: z.boolean().describe('Whether the other was registered first'),
    other: DealReply,
  })
  .meta({ id: 'Duplicate' });

const ListReply = z.object({ items: z.array(DuplicateReply) });

async function duplicatesReply(ctx: Ctx, dealId: string): Promise<z.input<typeof ListReply>> {
  const duplicates = await listDuplicates(ctx, dealId);
  const views = await viewsOf(
    ctx,
    duplicates.map(({ other }) => other),
  );
  const items = duplicates.map(({ id, reasons, score, verdict, ...rest }, index) => {
    const { note, person_name, verdict_at, found_at, first } = rest;
    const view = views[index];
    return {
      ...{
        id,
        reasons,
        score: Number(score),
        verdict: verdict as 'open',
        note,
        person_name,
        verdict_at,
        found_at,
        first,
      },
      other: dealReply(ctx, view as NonNullable<typeof view>, 0),
    };
  });
  return { items };
}

export const duplicateRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/deals/deals/:id/duplicates',
      summary: 'The deals that this one is like, with what matched; for the vendor.',
      access: 'deal.decide',
      params: IdParams,
      reply: ListReply,
    },
    (ctx, { params }) => duplicatesReply(ctx, params.id),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deals/duplicates/:id/judge',
      summary: 'Says whether two deals are for one customer; for the vendor.',
      access: 'deal.decide',
      params: IdParams,
      body: Judgement,
      status: 204,
      reply: z.object({}),
    },
    async (ctx, { params, body }) => {
      await judgeDuplicate(ctx, params.id, body);
      return {};
    },
  ),
];
