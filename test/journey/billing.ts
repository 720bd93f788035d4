import { writeCamt053 } from '../../server/connectors/index.ts';
import { type Caller, type Json, persistently, until } from './caller.ts';

export type Stretch = { unit_price: string; quantity: number; days: number; period_days: number };
export type Sums = { lines: number[]; net: number; tax: number; total: number };

const VAT_PERCENT = 15n;

/** What an invoice over these stretches of quantities must come to, in minor units, reckoned anew in whole numbers. */
export function reckon(stretches: Stretch[]): Sums {
  const lines = stretches.map(({ unit_price, quantity, days, period_days }) => {
    const [whole = '0', fraction = ''] = unit_price.split('.');
    const units = BigInt(whole + fraction) * BigInt(quantity) * BigInt(days);
    return halfUp(units, 10n ** BigInt(fraction.length) * BigInt(period_days));
  });
  const net = lines.reduce((sum, line) => sum + line, 0n);
  const tax = halfUp(net * VAT_PERCENT, 100n);
  return { lines: lines.map(Number), net: Number(net), tax: Number(tax), total: Number(net + tax) };
}

/** To the nearest whole, halves up: the amounts here are never negative. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

/** Opens the month end before `cutoff`; answers the run once every branch is drafted. */
export async function draftMonth(finance: Caller, cutoff: string): Promise<Json> {
  const { id } = await finance.post('/v1/billing/runs', { cutoff });
  return drafted(finance, id);
}

/** The run once it is drafted. */
export async function drafted(finance: Caller, runId: string): Promise<Json> {
  return until(
    () => finance.get(`/v1/billing/runs/${runId}`),
    (run) => run.state === 'drafted',
  );
}

/** The invoices the caller's organization was sent. */
export async function received(buyer: Caller): Promise<Json[]> {
  return (await buyer.get('/v1/billing/invoices?side=received')).items;
}

/** A bank's statement over one day with these credits, as camt.053. Amounts in halalas. */
export function statement(
  iban: string,
  on: string,
  credits: { amount: number; remittance: string; bankReference: string }[],
): string {
  return writeCamt053({
    id: `STATEMENT-${on}`,
    account: iban,
    currency: 'SAR',
    from: on,
    to: on,
    opening: 1_250_000n,
    entries: credits.map(({ amount, ...credit }) => ({
      ...credit,
      amount: BigInt(amount),
      direction: 'credit',
      bookedOn: on,
      valueOn: on,
    })),
  });
}

/** The account that the vendor's invoices are paid to. */
export async function ibanOf(finance: Caller): Promise<string> {
  const session = await finance.get('/v1/session');
  return (await finance.get(`/v1/identity/organizations/${session.organization.id}`)).iban;
}

/** Begins a card payment; answers the checkout once the gateway's page is there. */
export async function beginCheckout(buyer: Caller, invoiceId: string): Promise<Json> {
  const { id } = await buyer.post('/v1/billing/checkouts', { invoice_id: invoiceId });
  return until(
    () => buyer.get(`/v1/billing/checkouts/${id}`),
    (checkout) => checkout.url !== null,
  );
}

/** The gateway's page as the payer sees it. */
export async function openPage(url: string): Promise<string> {
  return persistently(async () => {
    const response = await fetch(url);
    return { status: response.status, text: await response.text() };
  }).then(({ text }) => text);
}

/** Types the test card into the gateway's page and sends it; answers where the payer is led (empty when it was paid already). */
export async function payOnPage(url: string): Promise<string> {
  const card = { number: '4242 4242 4242 4242', expiry: '12/30', cvc: '123', name: 'Lina Haddad' };
  const { status, location } = await persistently(async () => {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(card),
      redirect: 'manual',
    });
    await response.arrayBuffer();
    return { status: response.status, location: response.headers.get('location') ?? '' };
  });
  if (status >= 400) throw new Error(`The page answered ${status}.`);
  return location;
}

/** The checkout once the gateway's news has arrived. */
export async function settled(buyer: Caller, checkoutId: string): Promise<Json> {
  return until(
    () => buyer.get(`/v1/billing/checkouts/${checkoutId}`),
    (checkout) => checkout.state === 'paid',
  );
}
