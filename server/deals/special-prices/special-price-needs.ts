import { audit } from '../../base/audit.ts';
import { publicUrl } from '../../base/config.ts';
import { type Ctx, type Language, permit } from '../../base/ctx.ts';
import { asSystem } from '../../base/door.ts';
import { found } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import { newId } from '../../base/ids.ts';
import { sendMail } from '../../base/mail.ts';
import { pricedAt } from '../../catalog/index.ts';
import {
  accountsAlong,
  getOrganization,
  getVendor,
  isBig,
  membersWithRole,
  needsSpecialPrice,
  type Organization,
  organizationsById,
} from '../../identity/index.ts';
import { keepersOf } from '../../program/index.ts';
import { todayAtVendor } from '../deals/deal-incentives.ts';
import { canRequestSpecialPrice } from '../policy.ts';
import { customerPriceFacts } from './customer-prices.ts';
import { NEED_WORDS, type NeedLetter } from './special-price-needs.mail.ts';
import type { SpecialPriceNeed } from './special-price-needs.sql.ts';
import * as store from './special-price-needs.sql.ts';
import type { SpecialPrice } from './special-prices.rules.ts';
import { listSpecialPrices, lockOfCustomer } from './special-prices.sql.ts';
import { ALIVE, coveredBySpecialPrice, requestSpecialPrice } from './special-prices.ts';

/**
 * How a sale to a customer stands towards a special price. `none`: it needs none; `approved`: what is approved covers it; `asked`: a request is
 * under way; `needed`: none is. `request`: the one under way, for those who may see it; `can_request`: true, or who may.
 */
export type Standing = {
  state: 'none' | 'needed' | 'asked' | 'approved';
  because: Because | null;
  request: { id: string; number: string; state: string } | null;
  can_request: true | string;
};

/** Its own size, its group's, or that it is a government body. */
type Because = 'headcount' | 'group' | 'government';

type Buyer = Pick<Organization, 'headcount' | 'body_kind'>;
type Line = { offer_id: string; quantity: number };

const NO_NEED: Standing = { state: 'none', because: null, request: null, can_request: true };

/** How a sale of these lines to a customer stands towards a special price. */
export async function standingOf(
  ctx: Ctx,
  customer: Organization,
  lines: readonly Line[],
): Promise<Standing> {
  if (lines.length === 0 || !(await needsSpecialPrice(ctx, customer))) return NO_NEED;
  const because = becauseOf(customer);
  const can_request = canRequestSpecialPrice(ctx.actor, customer);
  if ((await coveredBySpecialPrice(ctx, customer, lines)) === true)
    return { state: 'approved', because, request: null, can_request };
  const [open] = (
    await listSpecialPrices(ctx.db, { limit: 1, format: 'json' }, { customer_id: customer.id, states: ALIVE })
  ).items;
  const request = open ? { id: open.id, number: open.number, state: open.state } : null;
  return { state: request ? 'asked' : 'needed', because, request, can_request };
}

/** The same for somebody who is no customer yet: by its own size and kind alone. */
export function standingOfProspect(ctx: Ctx, prospect: Buyer, resellerId: string): Standing {
  if (!isBig(prospect)) return NO_NEED;
  const can_request = canRequestSpecialPrice(ctx.actor, { reseller_id: resellerId });
  return { state: 'needed', because: becauseOf(prospect), request: null, can_request };
}

function becauseOf(customer: Buyer): Because {
  if (customer.body_kind === 'government') return 'government';
  return isBig(customer) ? 'headcount' : 'group';
}

/**
 * A customer has come to need a special price. Where none is approved or asked for, the branch's first reseller and the channel supervisor are
 * told, and have it before them until it is settled. What runs goes on. Across the wall: who changed the customer may be neither.
 */
export async function noteSpecialPriceNeed(ctx: Ctx, customer: Organization): Promise<void> {
  await asSystem(ctx, async (system) => {
    const known = await lockOfCustomer(system.db, customer.id, ['approved', ...ALIVE]);
    if (known.length > 0) return;
    const account = found((await accountsAlong(system, customer.path))[0], 'account');
    const { reseller_id, seller_id, buyer_id } = account;
    const need: SpecialPriceNeed = {
      ...{ reseller_id, id: newId(), seller_id, buyer_id },
      ...{ customer_id: customer.id, customer_name: customer.name, because: becauseOf(customer) },
      ...{ noticed_at: ctx.now.toISOString(), settled_at: null },
    };
    if (await store.insertNeed(system.db, need)) await tell(system, need);
  });
}

export type WantedAtUsual = {
  customer: Organization;
  order_id: string | null;
  reason: string;
  lines: readonly Line[];
};

/**
 * Asks for a special price at what the vendor's price is anyway, for a sale that may not be made without an approval: the channel supervisor is
 * brought in, and the approval binds price, quantities and days. Throws as `requestSpecialPrice`.
 */
export async function requestAtUsualPrice(
  ctx: Ctx,
  { customer, lines, ...asked }: WantedAtUsual,
): Promise<SpecialPrice> {
  const account = found((await accountsAlong(ctx, customer.path))[0], 'account');
  const on = await todayAtVendor(ctx);
  const byOffer = Map.groupBy(lines, ({ offer_id }) => offer_id);
  const offerIds = [...byOffer.keys()];
  const known = await customerPriceFacts(ctx, { account, customer_id: customer.id, on, offerIds });
  const wanted = [...byOffer].map(([offer_id, sold]) => {
    const quantities = sold.map(({ quantity }) => quantity);
    const [from_quantity, to_quantity] = [Math.min(...quantities), Math.max(...quantities)];
    const facts = known.get(offer_id);
    const usual = facts && pricedAt({ ...facts, facts: { ...facts.facts, special: null } }, from_quantity);
    return { offer_id, from_quantity, to_quantity, wished_price: cut(usual?.unit_price ?? '0') };
  });
  const days = { valid_from: null, valid_to: null };
  return requestSpecialPrice(ctx, { customer_id: customer.id, ...asked, ...days, lines: wanted });
}

/** A wish has twelve decimals: never more than the price itself. */
function cut(price: string): string {
  const [whole = '0', fraction = ''] = price.split('.');
  return fraction ? `${whole}.${fraction.slice(0, 12)}` : whole;
}

/** The customer needs none any more, or one is asked for. */
export async function settleSpecialPriceNeed(
  ctx: Ctx,
  customer: Pick<Organization, 'id' | 'reseller_id'>,
): Promise<void> {
  const { id: customer_id, reseller_id } = customer;
  const at = ctx.now.toISOString();
  await asSystem(ctx, ({ db }) => store.settleNeeds(db, { reseller_id, customer_id }, at));
}

async function tell(ctx: Ctx, need: SpecialPriceNeed): Promise<void> {
  const { reseller_id: resellerId, id, seller_id, buyer_id, customer_id, customer_name, because } = need;
  const payload = { customer_id, customer_name, because };
  const name = 'special_price.needed';
  emit(ctx, { resellerId, name, subjectId: id, payload, audience: [seller_id, buyer_id] });
  audit(ctx, {
    ...{ resellerId, action: name, subjectKind: 'organization', subjectId: customer_id },
    details: { because },
  });
  const keepers = await keepersOf(ctx, resellerId);
  if (keepers) await write(ctx, need, 'supervisor', [keepers.supervisor]);
  await write(ctx, need, 'reseller', await membersWithRole(ctx, buyer_id, ['owner']));
}

type Reader = { name: string; email: string; language: string };

async function write(
  ctx: Ctx,
  { reseller_id, seller_id, buyer_id, customer_id, customer_name: customer }: SpecialPriceNeed,
  letter: NeedLetter,
  readers: readonly Reader[],
): Promise<void> {
  const from = await getVendor(ctx);
  const { name: reseller } = await getOrganization(ctx, buyer_id);
  const page =
    letter === 'supervisor'
      ? '/office/special-prices'
      : `/console/special-prices/new?customer=${customer_id}`;
  for (const { name, email, language: spoken } of readers) {
    const language: Language = spoken === 'ar' ? 'ar' : 'en';
    const { subject, text, button } = NEED_WORDS[language][letter]({ reseller, customer });
    const greeting = language === 'ar' ? `مرحبًا ${name}،` : `Dear ${name},`;
    await sendMail(ctx, {
      ...{ resellerId: reseller_id, sellerId: seller_id, recipient: email, language },
      ...{ kind: 'special_price.needed', subject },
      letter: {
        from,
        heading: subject,
        paragraphs: [greeting, text],
        button: { label: button, url: `${publicUrl()}${page}` },
      },
    });
  }
}

export type ListedNeed = SpecialPriceNeed & { reseller_name: string };

/** Who needs a special price and has none asked for, the longest first: a reseller's own, the office's of all. Throws 403. */
export async function listSpecialPriceNeeds(ctx: Ctx): Promise<ListedNeed[]> {
  permit(ctx, 'special_price.read');
  const needs = await store.listOpenNeeds(ctx.db);
  const resellers = await organizationsById(
    ctx,
    needs.map(({ buyer_id }) => buyer_id),
  );
  return needs.map((need) => ({ ...need, reseller_name: resellers.get(need.buyer_id)?.name ?? '' }));
}
