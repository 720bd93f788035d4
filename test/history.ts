import { civilDate } from '../server/base/dates.ts';
import { issueDrafts, issueRun, openMonthEnd } from '../server/billing/index.ts';
import type { Invoice } from '../server/billing/invoices/invoices.rules.ts';
import { recordPayment } from '../server/billing/payments/payments.ts';
import { editOrganization, type Organization } from '../server/identity/index.ts';
import { addCustomer, changeQuantity, placeOrder } from '../server/orders/index.ts';
import { setAccountPlan } from '../server/program/index.ts';
import { wireConnectors } from '../server/wiring.ts';
import { stockCatalogue } from './catalogue.ts';
import { startSandbox } from './sandbox.ts';
import { openWorld, type World } from './world.ts';

/** A program with two closed months behind it. */
export type ProgramHistory = Awaited<ReturnType<typeof openHistory>>;

const VENDOR = {
  iban: 'SA0380000000608010167519',
  bic: 'RJHISARI',
  bank_name: 'Al Rajhi Bank',
  tax_number: '310122393500003',
  registration_number: '2050012345',
  address: 'King Fahd Road 7420\nAl Olaya\nRiyadh 12214',
};
const NAJD = {
  name: 'Najd IT',
  tax_number: '311111111100003',
  registration_number: '1010711111',
  address: 'Olaya Street 2322\nRiyadh 23333',
};
const DUBAI = { name: 'Dubai Cloud', country: 'AE', currency: 'USD', time_zone: 'Asia/Dubai' };

/**
 * A vendor in Riyadh with three resellers: `najd` pays afterwards, by the month and the year, and issues to its own customers; `jidda`
 * pays ahead; `dubai` is abroad and pays in dollars. January and February 2026 are closed and issued, some of it is paid, on 2 March. `sandboxEnv`:
 * settings of the sandbox.
 */
export async function openHistory(sandboxEnv: Record<string, string> = {}) {
  const [world, sandbox] = await Promise.all([
    openWorld('2026-01-10T06:00:00.000Z'),
    startSandbox({ SANDBOX_DELAY_MS: '0', ...sandboxEnv }),
  ]);
  wireConnectors({ SANDBOX_URL: sandbox.url });
  const stop = async () => {
    await sandbox.stop();
    await world.close();
  };
  return { ...(await live(world)), world, sandbox, stop };
}

async function live(world: World) {
  const stock = await stockCatalogue(world);
  const vendor = await world.vendor();
  await world.as(vendor, ['administrator'], (ctx) => editOrganization(ctx, vendor.id, VENDOR));
  const najd = await onPlan(world, stock.silver.id, 'postpay', NAJD);
  const dubai = await onPlan(world, stock.silver.id, 'postpay', DUBAI);
  const jidda = await onPlan(world, stock.silver.id, 'prepay', { name: 'Jidda Systems' });
  const noor = await sell(world, najd, stock.monthly.id, 10, 'noor.example');
  await sell(world, najd, stock.yearly.id, 4, 'rowad.example');
  await sell(world, dubai, stock.monthly.id, 7, 'marina.example', 'AE');
  await sell(world, jidda, stock.monthly.id, 5, 'prepaid.example');
  world.moveTo('2026-01-20T06:00:00.000Z');
  await world.as(najd, ['sales'], (ctx) => changeQuantity(ctx, noor.subscriptionId, 16));
  await world.runJobs();

  world.moveTo('2026-02-01T06:00:00.000Z');
  const january = await closeMonth(world, '2026-02-01');
  await pay(world, vendor, invoiceTo(najd, january), 100_000n, '2026-02-05');
  world.moveTo('2026-03-01T06:00:00.000Z');
  const february = await closeMonth(world, '2026-03-01');
  const drafts = await issueAll(world, najd);
  world.moveTo('2026-03-02T06:00:00.000Z');
  await pay(world, vendor, invoiceTo(dubai, february), 900_000n, '2026-03-02');
  await pay(world, najd, drafts[0], (drafts[0]?.total ?? 0n) + 500n, '2026-03-02');
  await world.runJobs();
  return { stock, vendor, najd, dubai, jidda, noor, january, february, drafts };
}

async function onPlan(
  world: World,
  bundle_plan_id: string,
  billing_preference: 'prepay' | 'postpay',
  more: object,
): Promise<Organization> {
  const organization = await world.reseller(more);
  await world.system(async (ctx) => {
    const account = await ctx.db
      .selectFrom('identity.account')
      .selectAll()
      .where('buyer_id', '=', organization.id)
      .executeTakeFirstOrThrow();
    const valid_from = civilDate(ctx.now, 'Asia/Riyadh');
    await setAccountPlan(ctx, account, { bundle_plan_id, billing_preference, valid_from });
  });
  return organization;
}

/** A new customer of the seller with one subscription, provisioned. */
async function sell(
  world: World,
  seller: Organization,
  offerId: string,
  quantity: number,
  domain: string,
  country = 'SA',
) {
  const sold = await world.as(seller, ['sales'], async (ctx) => {
    const customer = await addCustomer(ctx, {
      name: `Buyer ${domain}`,
      country,
      domain,
      headcount: 40,
      body_kind: 'business',
      registration_number: null,
      tax_number: null,
      address: null,
      language: 'en',
      contact: null,
    });
    const lines = [{ offer_id: offerId, quantity, domain }];
    const placed = await placeOrder(ctx, { customer_id: customer.id, lines });
    return { customer, subscriptionId: placed.lines[0]?.subscription_id ?? '' };
  });
  await world.runJobs();
  return sold;
}

/** Bills and issues the month before `cutoff`; answers the vendor's invoices. */
export async function closeMonth(world: World, cutoff: string): Promise<Invoice[]> {
  const vendor = await world.vendor();
  const run = await world.as(vendor, ['finance'], (ctx) => openMonthEnd(ctx, cutoff));
  await world.runJobs();
  await world.as(vendor, ['finance'], (ctx) => issueRun(ctx, run.id));
  await world.runJobs();
  return issuedOf(world, run);
}

/** What the run's own seller has issued, by number. */
export async function issuedOf(world: World, run: { id: string; seller_id: string }): Promise<Invoice[]> {
  return world.system(({ db }) =>
    db
      .selectFrom('billing.invoice')
      .selectAll()
      .where('run_id', '=', run.id)
      .where('seller_id', '=', run.seller_id)
      .where('state', '=', 'issued')
      .orderBy('number')
      .execute(),
  );
}

/** Issues every draft of the seller. */
async function issueAll(world: World, seller: Organization): Promise<Invoice[]> {
  const issued = await world.as(seller, ['owner'], async (ctx) => {
    const rows = await ctx.db
      .selectFrom('billing.invoice')
      .select('id')
      .where('seller_id', '=', seller.id)
      .execute();
    const ids = rows.map(({ id }) => id);
    return issueDrafts(ctx, ids);
  });
  await world.runJobs();
  return issued;
}

/** The payment of an invoice, written down by its seller. */
async function pay(
  world: World,
  seller: Organization,
  invoice: Invoice | undefined,
  amount: bigint,
  received_on: string,
): Promise<void> {
  if (!invoice) throw new Error('There is no invoice to pay.');
  const { account_id, id: invoice_id } = invoice;
  await world.as(seller, ['finance', 'owner'], (ctx) =>
    recordPayment(ctx, { account_id, invoice_id, amount, received_on, note: 'by hand' }),
  );
}

/** The invoice that went to the buyer. */
function invoiceTo(buyer: Organization, invoices: Invoice[]): Invoice | undefined {
  return invoices.find(({ buyer_id }) => buyer_id === buyer.id);
}
