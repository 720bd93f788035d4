import { publicUrl } from '../../base/config.ts';
import { type Ctx, type Language, permit } from '../../base/ctx.ts';
import type { Door } from '../../base/door.ts';
import { found } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { enqueue, task } from '../../base/jobs.ts';
import { getOrganization } from '../../identity/index.ts';
import { planAccount, retryDeclined } from './card-charges.sql.ts';
import { chargeDue } from './card-charges.ts';
import { type Card, type CardSetup, lastDayOf } from './cards.rules.ts';
import * as store from './cards.sql.ts';
import { agree, endCard, myAccount, tell } from './cards.ts';
import { cardKeeper, type GatewayCard, type NewCardSetup } from './gateway.port.ts';
import { holdAccounts } from './payments.sql.ts';

/** The buyer agrees that a card is kept and charged; it is typed on the gateway's page, which follows (`url`). */
export async function beginCardSetup(ctx: Ctx, { prepaid }: { prepaid: boolean }): Promise<CardSetup> {
  permit(ctx, 'card.keep');
  const account = await myAccount(ctx);
  const mandate = await agree(ctx, account, prepaid);
  const setup: CardSetup = {
    reseller_id: account.reseller_id,
    id: newId(),
    account_id: account.id,
    seller_id: account.seller_id,
    buyer_id: account.buyer_id,
    mandate_id: mandate.id,
    gateway_id: null,
    url: null,
    state: 'open',
    created_at: ctx.now.toISOString(),
  };
  await store.insertSetup(ctx.db, setup);
  enqueue(ctx, openCardSetup, { id: setup.id, language: ctx.language });
  return setup;
}

/** The setup, for the page that waits for the gateway's address or for the card. */
export async function getCardSetup(ctx: Ctx, id: string): Promise<CardSetup> {
  return found(await store.findSetup(ctx.db, id), 'card setup');
}

/** Who comes back from the gateway's page asks how it went, whether or not the gateway tells us. */
export async function askCardSetup(ctx: Ctx, id: string): Promise<CardSetup> {
  permit(ctx, 'card.keep');
  const setup = await getCardSetup(ctx, id);
  if (setup.state === 'open') enqueue(ctx, settleCardSetupTask, { id });
  return setup;
}

/** Asks the gateway for its page, outside any transaction; asking twice gives the same page. */
export const openCardSetup = task<{ id: string; language: Language }>(
  'billing.open_card_setup',
  async (door, { id, language }) => {
    const wanted = await door.system(async (ctx) => {
      const setup = await getCardSetup(ctx, id);
      return setup.gateway_id ? null : wantedFrom(ctx, setup, language);
    });
    if (!wanted) return;
    const { id: gateway_id, url } = await cardKeeper().createSetup(wanted);
    await door.system(({ db }) => store.updateSetup(db, id, { gateway_id, url }));
  },
);

async function wantedFrom(ctx: Ctx, setup: CardSetup, language: Language): Promise<NewCardSetup> {
  const buyer = await getOrganization(ctx, setup.buyer_id);
  const back = `${publicUrl()}${buyer.kind === 'customer' ? '/panel/invoices' : '/console/billing'}/card`;
  return {
    reference: setup.id,
    account: { id: setup.account_id, name: buyer.name },
    customerRef: await store.knownCustomer(ctx.db, setup.account_id),
    language,
    successUrl: `${back}?setup=${setup.id}`,
    cancelUrl: back,
  };
}

/** Asks the gateway whether a card was typed, and keeps it once in place of the one before. Webhook, return page and start all come here. */
async function settleCardSetup(door: Door, id: string): Promise<void> {
  const setup = await door.system((ctx) => getCardSetup(ctx, id));
  if (!setup.gateway_id || setup.state !== 'open') return;
  const seen = await cardKeeper().getSetup(setup.gateway_id);
  if (seen.state === 'open') return;
  await door.system(async (ctx) => {
    await holdAccounts(ctx.db, [setup.account_id]);
    const locked = await store.lockSetup(ctx.db, id);
    if (locked?.state !== 'open') return;
    await store.updateSetup(ctx.db, id, { state: seen.state, url: null });
    if (seen.state === 'done') await keep(ctx, locked, seen.card);
  });
}

export const settleCardSetupTask = task<{ id: string }>('billing.settle_card_setup', (door, { id }) =>
  settleCardSetup(door, id),
);

async function keep(ctx: Ctx, setup: CardSetup, typed: GatewayCard): Promise<void> {
  const before = await store.currentCard(ctx.db, setup.account_id);
  if (before) await endCard(ctx, before, 'replaced');
  const mandate = found(await store.findMandate(ctx.db, setup.mandate_id), 'mandate');
  const { reseller_id, account_id, seller_id, buyer_id, mandate_id } = setup;
  const card: Card = {
    ...{ reseller_id, account_id, seller_id, buyer_id, mandate_id },
    id: newId(),
    customer_ref: typed.customerRef,
    method_ref: typed.methodRef,
    brand: typed.brand,
    last4: typed.last4,
    expires_on: lastDayOf(typed.year, typed.month),
    automatic: true,
    prepaid: mandate.prepaid,
    kept_at: ctx.now.toISOString(),
    warned_at: null,
    ended_at: null,
    ended_as: null,
  };
  await store.insertCard(ctx.db, card);
  await planAccount(ctx.db, ctx.now, account_id);
  await retryDeclined(ctx.db, ctx.now, account_id);
  enqueue(ctx, chargeDue, {});
  tell(ctx, card, 'card.kept', { mandate_id, agreed_by: mandate.agreed_by });
}

/** News of a page on which a card was typed. */
export async function hearOfSetup(ctx: Ctx, gatewayId: string): Promise<void> {
  const setup = await store.findSetupByGateway(ctx.db, gatewayId);
  if (setup) enqueue(ctx, settleCardSetupTask, { id: setup.id });
}

/** Setups under way, asked after once more: after a restart nobody else may. */
export async function resumeCardSetups(ctx: Ctx): Promise<void> {
  for (const id of await store.openSetups(ctx.db)) enqueue(ctx, settleCardSetupTask, { id });
}
