import { audit } from '../../base/audit.ts';
import { type Ctx, ensure, type Language } from '../../base/ctx.ts';
import { addMinutes, instant } from '../../base/dates.ts';
import { asSystem } from '../../base/door.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId, newSecret, sha256 } from '../../base/ids.ts';
import { move } from '../../base/states.ts';
import { getOrganization, getVendor } from '../../identity/index.ts';
import { canDecide } from '../policy.ts';
import { CHOICE_DAYS, declarationText, sealed } from './deal-choices.rules.ts';
import type { Choice, ChoiceRequest } from './deal-choices.sql.ts';
import * as store from './deal-choices.sql.ts';
import { writingOf } from './deal-letters.ts';
import { lose } from './deal-outcomes.ts';
import { writeDealLetter } from './deals.mail.ts';
import { DEAL_MOVES, type Deal, type DealState } from './deals.rules.ts';
import { findDeal, lockDeal } from './deals.sql.ts';

export type { Choice, ChoiceRequest } from './deal-choices.sql.ts';

/** Whom the customer chose (a reseller of the program, or a name), and who says so. */
export type Chosen = { chosen_id: string | null; chosen_name: string | null };
export type Signer = { signer_name: string; signer_email: string; language: Language };
/** `evidence`: what the office has it from, such as a letter of a day. */
export type RecordedChoice = Chosen & Signer & { evidence: string };

/**
 * The office records that the deal's customer has chosen another partner, and what it has that from. The deal is lost: a customer's choice wins
 * over any protection, whoever objects. Throws 403, 404, Fail conflict for a deal that is over.
 */
export async function recordChoice(ctx: Ctx, dealId: string, wanted: RecordedChoice): Promise<Deal> {
  const deal = await holdForChoice(ctx, dealId);
  const chosen = await chosenOf(ctx, deal, wanted);
  const { signer_name, signer_email, language, evidence } = wanted;
  return conclude(ctx, deal, { ...chosen, signer_name, signer_email, language, evidence, via: 'office' });
}

/** The office asks the customer itself, by a link that works once. Throws as `recordChoice`. */
export async function askForChoice(
  ctx: Ctx,
  dealId: string,
  wanted: Chosen & Signer,
): Promise<{ token: string }> {
  const deal = await holdForChoice(ctx, dealId);
  const chosen = await chosenOf(ctx, deal, wanted);
  const { signer_name, signer_email, language } = wanted;
  const token = newSecret();
  const { personId: person_id, personName: person_name } = ctx.actor;
  await store.insertRequest(ctx.db, {
    ...{ reseller_id: deal.reseller_id, id: newId(), deal_id: deal.id, seller_id: deal.seller_id },
    ...{ ...chosen, signer_name, signer_email, language, link_sha256: sha256(token), used_at: null },
    expires_at: addMinutes(ctx.now, CHOICE_DAYS * 24 * 60).toISOString(),
    ...{ person_id, person_name, requested_at: ctx.now.toISOString() },
  });
  const details = { number: deal.number, chosen: chosen.chosen_name, asked: signer_email };
  const { reseller_id: resellerId, id: subjectId } = deal;
  audit(ctx, { resellerId, action: 'deal.choice_asked', subjectKind: 'deal', subjectId, details });
  const to = { name: signer_name, email: signer_email, language };
  await writeDealLetter(ctx, deal, 'choice_asked', to, {
    ...(await writingOf(ctx, deal)),
    more: chosen.chosen_name,
    token,
  });
  return { token };
}

async function holdForChoice(ctx: Ctx, dealId: string): Promise<Deal> {
  ensure(canDecide(ctx.actor));
  const deal = found(await lockDeal(ctx.db, dealId), 'deal');
  move('deal', DEAL_MOVES, deal.state as DealState, 'lose');
  return deal;
}

async function chosenOf(
  ctx: Ctx,
  deal: Deal,
  { chosen_id, chosen_name }: Chosen,
): Promise<{ chosen_id: string | null; chosen_name: string }> {
  if (chosen_id === deal.buyer_id)
    throw invalidField('#/chosen_id', 'This is the deal’s own reseller: there is nothing to end.');
  if (chosen_id) return { chosen_id, chosen_name: (await getOrganization(ctx, chosen_id)).name };
  if (chosen_name) return { chosen_id: null, chosen_name };
  throw invalidField('#/chosen_id', 'Say which partner the customer has chosen.');
}

/** What the link's page shows: the words to sign, and who is asked to. */
export type OpenedChoice = {
  text: string;
  language: Language;
  customer: string;
  chosen: string;
  vendor: string;
  signer_name: string;
};

/** Opens the link without using it up. Throws Fail conflict `link_expired` for one that is used or too old, or whose deal is over. */
export async function openChoice(ctx: Ctx, token: string): Promise<OpenedChoice> {
  return asSystem(ctx, async () => {
    const { request, deal } = await holdByLink(ctx, token);
    const { name: vendor } = await getVendor(ctx);
    const { chosen_name: chosen, signer_name } = request;
    const language = request.language as Language;
    const text = declarationText(language, { customer: deal.name, chosen, vendor });
    return { text, language, customer: deal.name, chosen, vendor, signer_name };
  });
}

/** The customer signs: with its name, from its address, now. Throws as `openChoice`. */
export async function signChoice(
  ctx: Ctx,
  token: string,
  signer_name: string,
): Promise<{ signed_at: string }> {
  // Across the wall: who holds the link acts for nobody.
  return asSystem(ctx, async () => {
    const { request, deal } = await holdByLink(ctx, token);
    await store.useRequest(ctx.db, request, ctx.now.toISOString());
    const { chosen_id, chosen_name, signer_email } = request;
    const language = request.language as Language;
    await conclude(ctx, deal, {
      ...{ chosen_id, chosen_name, signer_name, signer_email, language },
      evidence: null,
      via: 'link',
    });
    return { signed_at: ctx.now.toISOString() };
  });
}

async function holdByLink(ctx: Ctx, token: string): Promise<{ request: ChoiceRequest; deal: Deal }> {
  const request = await store.lockByLink(ctx.db, sha256(token));
  const deal = request && (await lockDeal(ctx.db, request.deal_id));
  const stands = request && !request.used_at && instant(request.expires_at) > ctx.now;
  if (request && deal && stands && DEAL_MOVES[deal.state as DealState].lose) return { request, deal };
  throw new Fail('conflict', 'link_expired', 'This link was used already or is too old. Ask for a new one.');
}

type Declaration = Signer & {
  chosen_id: string | null;
  chosen_name: string;
  evidence: string | null;
  via: 'link' | 'office';
};

/** Keeps the declaration as it was signed, ends the deal by it, and sends the customer what was signed. */
async function conclude(ctx: Ctx, deal: Deal, declared: Declaration): Promise<Deal> {
  const { name: vendor } = await getVendor(ctx);
  const text = declarationText(declared.language, {
    customer: deal.name,
    chosen: declared.chosen_name,
    vendor,
  });
  const { personId: person_id, personName: person_name } = ctx.actor;
  const signed = {
    ...{ reseller_id: deal.reseller_id, id: newId(), deal_id: deal.id, seller_id: deal.seller_id },
    ...{ ...declared, text, text_sha256: sha256(text), address: ctx.address, user_agent: ctx.userAgent },
    ...{ person_id, person_name, signed_at: ctx.now.toISOString() },
  };
  const choice: Choice = { ...signed, seal_sha256: sha256(sealed(signed)) };
  await store.insertChoice(ctx.db, choice);
  tell(ctx, deal, choice);
  const ended = await lose(ctx, deal, 'customer_choice', null);
  const to = { name: declared.signer_name, email: declared.signer_email, language: declared.language };
  const writing = { ...(await writingOf(ctx, deal)), more: declared.chosen_name, note: text };
  await writeDealLetter(ctx, deal, 'choice_signed', to, writing);
  return ended;
}

function tell(ctx: Ctx, deal: Deal, { id, chosen_name, via, seal_sha256 }: Choice): void {
  const { reseller_id: resellerId, seller_id, id: subjectId, number } = deal;
  const details = { number, choice: id, chosen: chosen_name, via, seal_sha256 };
  audit(ctx, { resellerId, action: 'deal.choice_signed', subjectKind: 'deal', subjectId, details });
  emit(ctx, {
    resellerId,
    name: 'deal.choice_signed',
    subjectId,
    payload: { number },
    audience: [seller_id],
  });
}

/** The choice a deal ended by, and the links that were sent for it; for the vendor's deciders. Throws 403, 404. */
export async function choicesOf(
  ctx: Ctx,
  dealId: string,
): Promise<{ choice: Choice | null; requests: ChoiceRequest[] }> {
  ensure(canDecide(ctx.actor));
  found(await findDeal(ctx.db, dealId), 'deal');
  const choice = (await store.findChoice(ctx.db, dealId)) ?? null;
  return { choice, requests: await store.listRequests(ctx.db, dealId) };
}
