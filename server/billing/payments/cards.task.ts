import { publicUrl } from '../../base/config.ts';
import type { Ctx } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { task } from '../../base/jobs.ts';
import type { Tick } from '../../base/ticks.ts';
import { getOrganization, membersWithRole } from '../../identity/index.ts';
import { listCharges } from './card-charges.sql.ts';
import { type Declined, sendDeclinedMail, sendEndingMail } from './cards.mail.ts';
import type { CardReason } from './cards.rules.ts';
import { endingCards, updateCard } from './cards.sql.ts';

const PAYERS = ['owner', 'billing', 'administrator'];
const BATCH = 100;

/** Tells the buyer's people who handle money that a card was declined; not if it was paid another way meanwhile. */
export const tellDeclined = task<{ resellerId: string; chargeId: string; next: CivilDate | null }>(
  'billing.tell_card_declined',
  async (door, { resellerId, chargeId, next }) => {
    await door.system(async (ctx) => {
      const [charge] = await listCharges(ctx.db, { reseller_id: resellerId, id: chargeId }, 1);
      if (!charge?.reason || charge.open <= 0n) return;
      const said: Declined = {
        ...charge,
        seller_name: (await getOrganization(ctx, charge.seller_id)).name,
        reason: charge.reason as CardReason,
        sum: { amount: charge.tried_amount ?? charge.open, currency: charge.currency },
        next,
      };
      for (const to of await membersWithRole(ctx, charge.buyer_id, PAYERS))
        await sendDeclinedMail(ctx, said, to, publicUrl());
    });
  },
);

/** Tells of cards that end soon, each once. */
export const warnOfEnding: Tick = task('billing.warn_of_ending_cards', async (door) => {
  while ((await door.system(warnSome)) === BATCH);
});

async function warnSome(ctx: Ctx): Promise<number> {
  const ending = await endingCards(ctx.db, ctx.now, BATCH);
  for (const card of ending) {
    const seller_name = (await getOrganization(ctx, card.seller_id)).name;
    for (const to of await membersWithRole(ctx, card.buyer_id, PAYERS))
      await sendEndingMail(ctx, { ...card, seller_name }, to, publicUrl());
    await updateCard(ctx.db, card, { warned_at: ctx.now.toISOString() });
  }
  return ending.length;
}
