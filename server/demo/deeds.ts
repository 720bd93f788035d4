import type { Ctx } from '../base/ctx.ts';
import {
  addCustomer,
  cancelSubscription,
  changeQuantity,
  completeAtOnce,
  type Operation,
  type OrderLine,
  type ProvisioningOrder,
  placeOrder,
} from '../orders/index.ts';
import type { Wish } from './baskets.ts';
import type { PlannedCustomer } from './customers.ts';
import { languageOf } from './data.ts';
import { addPeople } from './people.ts';
import { known, type Program } from './program.ts';
import type { Deed } from './story.ts';

type Ordered = { line: string; subscriptionId: string; domain: string | null };
/** A reseller's customers by their key: what it must know to order for them again. */
export type CustomerBook = Map<string, { id: string; orderId: string; lines: Map<string, Ordered> }>;

/** A change that was asked for, with what it is of. */
type Change = { operation: Operation; ordered: Ordered };
/** What a deed asked to be provisioned; `order`: what it is all of. */
export type Outcome = {
  ctx: Ctx;
  changes: Change[];
  order: Awaited<ReturnType<typeof placeOrder>>['order'] | null;
};

/** Does the deed; answers what is to be provisioned now. */
export async function perform(ctx: Ctx, program: Program, book: CustomerBook, deed: Deed): Promise<Outcome> {
  const nothing: Outcome = { ctx, changes: [], order: null };
  if (deed.kind === 'customer') {
    const id = await add(ctx, program, deed.customer);
    book.set(deed.customer.key, { id, orderId: '', lines: new Map() });
    return nothing;
  }
  const customer = known(book.get(deed.customer.key), deed.customer.key);
  if (deed.kind === 'release') return nothing;
  return deed.kind === 'order' ? order(ctx, program, customer, deed) : change(ctx, customer, deed);
}

/** Takes what the deeds asked for as done, and has the provider carry it out once `scene` has committed. Answers what that is. */
export async function finish(program: Program, outcomes: readonly Outcome[]): Promise<ProvisioningOrder[]> {
  const queued = outcomes.map((one) => ({
    ...one,
    changes: one.changes.filter(({ operation }) => operation.state === 'queued'),
  }));
  const asked = queued.filter(({ changes }) => changes.length > 0);
  await completeAtOnce(
    asked.map(({ changes, ...one }) => ({ ...one, operations: changes.map(({ operation }) => operation) })),
  );
  return asked.flatMap(({ changes }) => changes.map((one) => changeOf(program, one)));
}

async function add(ctx: Ctx, { data, passwordHash }: Program, planned: PlannedCustomer): Promise<string> {
  const { name, country, domain, headcount, body_kind, language } = planned;
  const facts = { name, country, domain, headcount, body_kind, language: languageOf(language) };
  const nothing = { registration_number: null, tax_number: null, address: null, contact: null };
  const customer = await addCustomer(ctx, { ...facts, ...nothing });
  const lead = data.people.lead_customer;
  if (name === lead.name.en) await addPeople(ctx, customer, lead.members, passwordHash);
  return customer.id;
}

type Customer = CustomerBook extends Map<string, infer Entry> ? Entry : never;
async function order(
  ctx: Ctx,
  program: Program,
  customer: Customer,
  { lines: wishes, customer: planned }: Deed & { kind: 'order' },
): Promise<Outcome> {
  const wanted = wishes.map((wish) => lineOf(program, wish, planned));
  const {
    order: placed,
    lines,
    operations,
  } = await placeOrder(ctx, { customer_id: customer.id, lines: wanted });
  customer.orderId = placed.id;
  const changes = operations.map((operation, place) => {
    const ordered = orderedAs(known(wishes[place], 'the line'), known(lines[place], 'the line'));
    customer.lines.set(ordered.line, ordered);
    return { operation, ordered };
  });
  return { ctx, changes, order: placed };
}

function lineOf({ published }: Program, { line, quantity }: Wish, { domain }: PlannedCustomer) {
  const { id, needs_domain } = known(published.offers.get(line), line);
  return { offer_id: id, quantity, domain: needs_domain ? domain : null };
}

function orderedAs({ line }: Wish, { subscription_id, domain }: OrderLine): Ordered {
  return { line, subscriptionId: subscription_id ?? '', domain };
}

async function change(
  ctx: Ctx,
  { lines }: Customer,
  deed: Deed & { kind: 'change' | 'cancel' },
): Promise<Outcome> {
  const ordered = known(lines.get(deed.line), deed.line);
  const { subscriptionId: id } = ordered;
  const operation =
    deed.kind === 'change' ? await changeQuantity(ctx, id, deed.quantity) : await cancelSubscription(ctx, id);
  return { ctx, changes: [{ operation, ordered }], order: null };
}

/** What the connector is asked for it: the same words as the task would use. */
function changeOf({ published }: Program, { operation, ordered }: Change): ProvisioningOrder {
  const { product_code: service, code: plan } = known(published.offers.get(ordered.line), ordered.line);
  return {
    instanceId: ordered.subscriptionId,
    kind: operation.kind as ProvisioningOrder['kind'],
    service,
    plan,
    quantity: operation.quantity,
    ...(ordered.domain && { domain: ordered.domain }),
    parameters: {},
  };
}
