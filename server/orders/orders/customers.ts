import { acting, type Ctx, ensure, type Language } from '../../base/ctx.ts';
import { civilDate } from '../../base/dates.ts';
import { asciiDomain } from '../../base/domain-names.ts';
import { Fail, found, invalidField } from '../../base/errors.ts';
import { emit } from '../../base/events.ts';
import type { List, Page } from '../../base/page.ts';
import { checkedTaxNumber } from '../../base/tax-numbers.ts';
import { noteSpecialPriceNeed, reopenSpecialPrices, settleSpecialPriceNeed } from '../../deals/index.ts';
import {
  bigInGroups,
  createOrganization,
  customerLike,
  editOrganization,
  getOrganization,
  invite,
  listCustomers as listCustomerOrganizations,
  needsSpecialPrice,
  type Organization,
  type OrganizationEdit,
  openAccount,
  organizationsById,
} from '../../identity/index.ts';
import { setAccountPlan } from '../../program/index.ts';
import { canAddCustomer } from '../policy.ts';
import { countByCustomer } from '../subscriptions/subscriptions.sql.ts';
import { ownTerms } from './consider.ts';

type Particulars = Pick<
  Organization,
  'name' | 'country' | 'domain' | 'headcount' | 'body_kind' | 'registration_number' | 'tax_number' | 'address'
> &
  Partial<Pick<Organization, 'group_name'>>;

/** What a reseller says of a customer it adds. `contact` becomes the customer's administrator by invitation; none is invited without one. */
export type NewCustomer = Particulars & {
  language: Language;
  time_zone?: string | undefined;
  contact: { name: string; email: string; language: Language } | null;
};

/**
 * Adds a customer of the acting reseller: the organization, its account in the reseller's currency at list price and post-pay, and the invitation of
 * its administrator. Throws 403, Fail invalid, and Fail conflict when the reseller has a customer of this name or domain already.
 */
export async function addCustomer(ctx: Ctx, { contact, ...wanted }: NewCustomer): Promise<Organization> {
  ensure(canAddCustomer(ctx.actor));
  const seller = await getOrganization(ctx, acting(ctx).organizationId);
  const domain = checkedDomain(wanted.domain);
  await refuseDouble(ctx, seller.id, { name: wanted.name, domain, exceptId: null });
  const { account } = await ownTerms(ctx);
  const basics = { kind: 'customer', state: 'active', currency: account.currency } as const;
  const time_zone = wanted.time_zone ?? seller.time_zone;
  const tax_number = checkedTaxNumber(wanted.country, wanted.tax_number ?? null);
  const groups = [wanted.group_name ?? null];
  const bigBefore = new Map((await bigInGroups(ctx, groups)).map((one) => [one.id, one]));
  const customer = await createOrganization(ctx, seller, {
    ...wanted,
    ...basics,
    domain,
    time_zone,
    tax_number,
  });
  await openCustomerAccount(ctx, seller, customer);
  // Of itself a new customer asks for nothing yet: its first quote or order says that a special price is needed.
  await followSize(ctx, groups, bigBefore.set(customer.id, customer), customer);
  if (contact) await invite(ctx, { organization_id: customer.id, ...contact, roles: ['administrator'] });
  const payload = { name: customer.name, seller_id: seller.id };
  emit(ctx, {
    resellerId: customer.reseller_id,
    name: 'customer.added',
    subjectId: customer.id,
    payload,
    audience: customer.path,
  });
  return customer;
}

async function openCustomerAccount(ctx: Ctx, seller: Organization, customer: Organization): Promise<void> {
  const account = await openAccount(ctx, seller, customer, customer.currency);
  const valid_from = civilDate(ctx.now, seller.time_zone);
  await setAccountPlan(ctx, account, { bundle_plan_id: null, billing_preference: 'postpay', valid_from });
}

/** Changes what is known of a customer. Throws 403, 404, Fail invalid, and conflict on another's name or domain. */
export async function editCustomer(ctx: Ctx, id: string, changes: OrganizationEdit): Promise<Organization> {
  const customer = await getCustomer(ctx, id);
  const domain = changes.domain === undefined ? customer.domain : checkedDomain(changes.domain);
  const { name = customer.name } = changes;
  if (name !== customer.name || domain !== customer.domain) {
    await refuseDouble(ctx, customer.seller_id ?? '', { name, domain, exceptId: id });
  }
  const groups = [customer.group_name, changes.group_name ?? null];
  const bigBefore = await bigAmong(ctx, groups, customer);
  const edited = await editOrganization(ctx, id, {
    ...changes,
    ...(changes.domain !== undefined && { domain }),
  });
  await followSize(ctx, groups, bigBefore, edited);
  return edited;
}

/** Who takes a special price, of these groups and the customer itself. */
async function bigAmong(
  ctx: Ctx,
  groups: readonly (string | null)[],
  customer: Organization,
): Promise<Map<string, Organization>> {
  const big = await bigInGroups(ctx, groups);
  if (await needsSpecialPrice(ctx, customer)) big.push(customer);
  return new Map(big.map((one) => [one.id, one]));
}

/**
 * What was approved for a small customer is looked at again once it is big, and where nothing was, that one is needed is told; what runs goes
 * on. One customer's size may make its whole group big, or small again.
 */
async function followSize(
  ctx: Ctx,
  groups: readonly (string | null)[],
  before: ReadonlyMap<string, Organization>,
  edited: Organization,
): Promise<void> {
  const after = await bigAmong(ctx, groups, edited);
  for (const customer of after.values()) {
    if (before.has(customer.id)) continue;
    await reopenSpecialPrices(ctx, customer.id, 'headcount');
    await noteSpecialPriceNeed(ctx, customer);
  }
  for (const customer of before.values())
    if (!after.has(customer.id)) await settleSpecialPriceNeed(ctx, customer);
}

function checkedDomain(text: string | null): string | null {
  if (!text?.trim()) return null;
  const ascii = asciiDomain(text);
  if (!ascii)
    throw invalidField('#/domain', `"${text}" is not a domain name; write one such as example.com.`);
  return ascii;
}

type Like = { name: string; domain: string | null; exceptId: string | null };

async function refuseDouble(ctx: Ctx, sellerId: string, like: Like): Promise<void> {
  const same = await customerLike(ctx, sellerId, like);
  if (!same) return;
  const by = like.domain !== null && same.domain === like.domain ? `the domain ${same.domain}` : 'this name';
  const field = by === 'this name' ? 'name' : 'domain';
  const detail = `You have a customer with ${by} already: ${same.name}.`;
  throw new Fail('conflict', 'already_exists', detail, { errors: [{ pointer: `#/${field}`, detail }] });
}

/** The customer, or 404 for what is none or the wall hides. */
export async function getCustomer(ctx: Ctx, id: string): Promise<Organization> {
  const organization = await getOrganization(ctx, id);
  return found(organization.kind === 'customer' ? organization : undefined, 'customer');
}

/** A customer with its seller and how many subscriptions it has. */
export type ListedCustomer = {
  organization: Organization;
  seller: { id: string; name: string } | null;
  active: number;
  pending: number;
};

/** One page of customers: the acting reseller's own, or those of `seller_id`; the vendor's office sees those of every reseller. */
export async function listCustomers(
  ctx: Ctx,
  list: List,
  { seller_id, ids }: { seller_id?: string | undefined; ids?: readonly string[] | undefined },
): Promise<Page<ListedCustomer>> {
  const own = ctx.actor.organizationKind === 'reseller' ? ctx.actor.organizationId : undefined;
  const filter = { seller_id: seller_id ?? own ?? undefined, ids };
  const { items, next_cursor } = await listCustomerOrganizations(ctx, list, filter);
  return { items: await describeCustomers(ctx, items), next_cursor };
}

/** Puts beside customers what the lists show. */
export async function describeCustomers(ctx: Ctx, customers: Organization[]): Promise<ListedCustomer[]> {
  if (customers.length === 0) return [];
  const counts = new Map((await countByCustomer(ctx.db, customers)).map((row) => [row.customer_id, row]));
  const sellers = await organizationsById(
    ctx,
    customers.flatMap(({ seller_id }) => seller_id ?? []),
  );
  return customers.map((organization) => {
    const seller = sellers.get(organization.seller_id ?? '');
    const { active = 0, pending = 0 } = counts.get(organization.id) ?? {};
    return { organization, seller: seller ? { id: seller.id, name: seller.name } : null, active, pending };
  });
}
