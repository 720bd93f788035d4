import { countryFacts, isCurrency } from '../../base/countries.ts';
import { acting, type Ctx, ensure } from '../../base/ctx.ts';
import { asciiDomain } from '../../base/domain-names.ts';
import { found, invalidField } from '../../base/errors.ts';
import { newId, readableCode } from '../../base/ids.ts';
import { productsById } from '../../catalog/index.ts';
import { getAccountBetween, getOrganization, type Organization } from '../../identity/index.ts';
import { canRegisterDeals } from '../policy.ts';
import { holdDeal, moveDeal, writeDown } from './deal-moves.ts';
import { currentSettings } from './deal-settings.ts';
import {
  changesOf,
  type Deal,
  type DealChange,
  type DealParticulars,
  type DealStage,
  type NewDeal,
  STAGE_CHANCE,
  sameLines,
  type WantedLine,
} from './deals.rules.ts';
import * as store from './deals.sql.ts';

/**
 * A reseller writes down a sale it works on; nobody else sees it before it is registered. Throws 403, Fail invalid for an unknown country,
 * currency, domain or product, and 404 for a customer that is not its own.
 */
export async function draftDeal(
  ctx: Ctx,
  { lines, probability, customer_id, ...wanted }: NewDeal,
): Promise<Deal> {
  ensure(canRegisterDeals(ctx.actor));
  const particulars = checkParticulars(wanted);
  await checkLines(ctx, lines);
  if (customer_id) await getOwnCustomer(ctx, acting(ctx).organizationId, customer_id);
  const chance = probability ?? STAGE_CHANCE[wanted.stage];
  const deal = {
    ...(await newDeal(ctx)),
    ...particulars,
    customer_id,
    stage: wanted.stage,
    probability: chance,
  };
  await store.insertDeal(ctx.db, deal);
  await store.putLines(ctx.db, deal, lines);
  await writeDown(ctx, deal, 'draft', null, {});
  return deal;
}

async function newDeal(ctx: Ctx) {
  const { organizationId: buyer_id, resellerId: reseller_id } = acting(ctx);
  const seller_id = found(ctx.actor.sellerId, 'account');
  const account = await getAccountBetween(ctx, seller_id, buyer_id);
  const { version: settings_version } = await currentSettings(ctx);
  const now = ctx.now.toISOString();
  return {
    ...NOTHING_YET,
    ...{
      reseller_id,
      id: newId(),
      number: `DL-${readableCode(6)}`,
      seller_id,
      buyer_id,
      account_id: account.id,
    },
    ...{ owner_id: ctx.actor.personId, owner_name: ctx.actor.personName, settings_version },
    state: 'draft',
    created_at: now,
    staged_at: now,
  };
}

const NOTHING_YET = {
  decide_by: null,
  protected_from: null,
  protected_until: null,
  extensions: 0,
  incentive_rate: null,
  ended_reason: null,
  won_order_id: null,
  won_order_number: null,
  registered_at: null,
  decided_at: null,
  ended_at: null,
};

/** Changes a deal while it is in the reseller's hands. Throws 403, 404, Fail conflict, and as `draftDeal`. */
export async function editDeal(ctx: Ctx, id: string, wanted: DealChange): Promise<Deal> {
  const deal = await holdDeal(ctx, id, 'edit');
  const { changes, set } = await takeChanges(ctx, deal, wanted);
  return Object.keys(changes).length > 0 ? moveDeal(ctx, deal, 'edit', { changes, set }) : deal;
}

/** Checks and keeps what is given; answers what differs, for the history, and what is to be set. Products are replaced as a whole. */
export async function takeChanges(
  ctx: Ctx,
  deal: Deal,
  { lines, ...wanted }: DealChange,
): Promise<{ changes: Record<string, unknown>; set: Partial<Deal> }> {
  const set = changesOf(deal, checkParticulars({ ...wanted, country: wanted.country ?? deal.country }));
  const changes: Record<string, unknown> = {
    ...set,
    ...(set.value !== undefined && { value: set.value.toString() }),
  };
  if (lines && !sameLines(await store.listLines(ctx.db, [deal]), lines)) {
    await checkLines(ctx, lines);
    await store.putLines(ctx.db, deal, lines);
    changes.lines = lines;
  }
  return { changes, set };
}

function checkParticulars<Some extends Partial<DealParticulars>>(wanted: Some): Some {
  if (wanted.country) countryFacts(wanted.country);
  if (wanted.currency && !isCurrency(wanted.currency))
    throw invalidField('#/currency', `"${wanted.currency}" is no currency of ISO 4217 in use.`);
  const checked = { ...wanted };
  if (wanted.domain) checked.domain = checkedDomain(wanted.domain);
  if (wanted.contact_email) checked.contact_email = wanted.contact_email.toLowerCase();
  return checked;
}

function checkedDomain(text: string): string {
  const bare = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .replace(/^www\./i, '');
  const ascii = asciiDomain(bare);
  if (ascii) return ascii;
  throw invalidField('#/domain', `"${text}" is not a domain name; write one such as example.com.`);
}

async function checkLines(ctx: Ctx, lines: readonly WantedLine[]): Promise<void> {
  const products = await productsById(
    ctx,
    lines.map(({ product_id }) => product_id),
  );
  for (const [index, { product_id }] of lines.entries())
    if (!products.has(product_id))
      throw invalidField(
        `#/lines/${index}/product_id`,
        'There is no such product; choose one from the store.',
      );
}

/** A customer that the reseller sells to itself, or 404. */
export async function getOwnCustomer(ctx: Ctx, resellerId: string, id: string): Promise<Organization> {
  const customer = await getOrganization(ctx, id);
  return found(
    customer.kind === 'customer' && customer.seller_id === resellerId ? customer : undefined,
    'customer',
  );
}

/** Moves the sale to another stage of the pipeline, with the chance that stage begins with unless one is given. Throws 403, 404, conflict. */
export async function stageDeal(
  ctx: Ctx,
  id: string,
  { stage, probability }: { stage: DealStage; probability?: number | undefined },
): Promise<Deal> {
  const deal = await holdDeal(ctx, id, 'stage');
  const chance = probability ?? (stage === deal.stage ? deal.probability : STAGE_CHANCE[stage]);
  if (stage === deal.stage && chance === deal.probability) return deal;
  const staged_at = stage === deal.stage ? deal.staged_at : ctx.now.toISOString();
  const changes = {
    from: { stage: deal.stage, probability: deal.probability },
    to: { stage, probability: chance },
  };
  return moveDeal(ctx, deal, 'stage', { changes, set: { stage, probability: chance, staged_at } });
}
