import { audit } from '../../base/audit.ts';
import { acting, type Ctx, type Language, permit } from '../../base/ctx.ts';
import { addMinutes, type CivilDate, civilDate } from '../../base/dates.ts';
import { Fail, found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { enqueue, task } from '../../base/jobs.ts';
import { type Account, getAccountBetween, getOrganization } from '../../identity/index.ts';
import * as charges from './card-charges.sql.ts';
import { CALL_MINUTES, type Card, type CardMandate, mandateWords } from './cards.rules.ts';
import * as store from './cards.sql.ts';
import { cardKeeper } from './gateway.port.ts';
import { holdAccounts } from './payments.sql.ts';

const LATEST = 10;

export type CardStanding = {
  account: Account;
  seller: { id: string; name: string };
  /** The seller's day. */
  today: CivilDate;
  card: Card | undefined;
  mandate: CardMandate | undefined;
  charges: charges.KnownCharge[];
  /** What keeping a card, or turning it on, is agreed to by: without and with orders paid ahead. */
  words: { invoices: string; prepaid: string };
};

/** The card that is kept for what the acting buyer owes, what was charged to it lately, and what keeping one means. */
export async function myCard(ctx: Ctx): Promise<CardStanding> {
  permit(ctx, 'payment.read');
  const account = await myAccount(ctx);
  const seller = await getOrganization(ctx, account.seller_id);
  const card = await store.currentCard(ctx.db, account.id);
  const wordsOf = (prepaid: boolean) => mandateWords(seller.name, prepaid)[ctx.language];
  return {
    account,
    seller,
    today: civilDate(ctx.now, seller.time_zone),
    card,
    mandate: card && (await store.findMandate(ctx.db, card.mandate_id)),
    charges: await charges.listCharges(ctx.db, { account_id: account.id }, LATEST),
    words: { invoices: wordsOf(false), prepaid: wordsOf(true) },
  };
}

/** The account by which the acting organization is billed. Throws 404 for the vendor, whom nobody bills. */
export async function myAccount(ctx: Ctx): Promise<Account> {
  const { organizationId } = acting(ctx);
  return getAccountBetween(ctx, found(ctx.actor.sellerId, 'account'), organizationId);
}

/** Keeps, word for word, what the person has agreed to. */
export async function agree(ctx: Ctx, account: Account, prepaid: boolean): Promise<CardMandate> {
  const seller = await getOrganization(ctx, account.seller_id);
  const language: Language = ctx.language;
  const mandate: CardMandate = {
    reseller_id: account.reseller_id,
    id: newId(),
    account_id: account.id,
    seller_id: account.seller_id,
    buyer_id: account.buyer_id,
    words: mandateWords(seller.name, prepaid)[language],
    language,
    prepaid,
    agreed_by: ctx.actor.personId,
    agreed_at: ctx.now.toISOString(),
  };
  await store.insertMandate(ctx.db, mandate);
  return mandate;
}

export type CardSwitch = { automatic: boolean; prepaid: boolean };

/** Turns automatic payment by the kept card on or off. On is agreed to anew, and takes up what is open and not overdue. */
export async function switchCard(ctx: Ctx, wanted: CardSwitch): Promise<void> {
  permit(ctx, 'card.keep');
  const account = await myAccount(ctx);
  await holdAccounts(ctx.db, [account.id]);
  const card = found(await store.currentCard(ctx.db, account.id), 'card');
  const prepaid = wanted.automatic && wanted.prepaid;
  const wider = wanted.automatic && (!card.automatic || (prepaid && !card.prepaid));
  const mandate_id = wider ? (await agree(ctx, account, prepaid)).id : card.mandate_id;
  await store.updateCard(ctx.db, card, { automatic: wanted.automatic, prepaid, mandate_id });
  if (wanted.automatic) await charges.planAccount(ctx.db, ctx.now, account.id);
  tell(ctx, card, 'card.switched', { automatic: wanted.automatic, prepaid, mandate_id });
}

/** Takes the kept card away: nothing is charged to it any more. Throws Fail conflict while money is just being taken from it. */
export async function removeCard(ctx: Ctx): Promise<void> {
  permit(ctx, 'card.keep');
  const account = await myAccount(ctx);
  await holdAccounts(ctx.db, [account.id]);
  const card = found(await store.currentCard(ctx.db, account.id), 'card');
  if (await charges.underWay(ctx.db, addMinutes(ctx.now, -CALL_MINUTES), account.id))
    throw new Fail(
      'conflict',
      'illegal_move',
      'This card is being charged at this moment. Try again in two minutes.',
    );
  await endCard(ctx, card, 'removed');
  tell(ctx, card, 'card.removed', {});
}

/** Ends a card, of an account that is held; the gateway forgets it afterwards. */
export async function endCard(ctx: Ctx, card: Card, ended_as: 'removed' | 'replaced'): Promise<void> {
  await store.updateCard(ctx.db, card, { ended_at: ctx.now.toISOString(), ended_as });
  enqueue(ctx, forgetCard, { id: card.id });
}

/** Has the gateway forget a card that has ended here. Asked twice, it has forgotten it already. */
export const forgetCard = task<{ id: string }>('billing.forget_card', async (door, { id }) => {
  const card = await door.system(({ db }) => store.findCard(db, id));
  if (card?.ended_at) await cardKeeper().forget(card.method_ref);
});

/** Tells both sides and the log what became of a card. */
export function tell(
  ctx: Ctx,
  card: Card,
  action: 'card.kept' | 'card.switched' | 'card.removed',
  more: Record<string, unknown>,
): void {
  const { reseller_id: resellerId, id: subjectId, seller_id, buyer_id, brand, last4 } = card;
  const audience = [seller_id, buyer_id];
  emit(ctx, { resellerId, name: action, subjectId, payload: {}, audience });
  audit(ctx, { resellerId, action, subjectKind: 'card', subjectId, details: { brand, last4, ...more } });
}
