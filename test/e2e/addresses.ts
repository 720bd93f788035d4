import type { APIRequestContext } from '@playwright/test';
import { paths } from '../../web/paths.ts';
import type { Kind } from './fixture.ts';

/** Where the ids come from that stand in a pattern: a list of the API, of which the first item is taken. */
const LISTS: Record<Kind, Record<string, string>> = {
  vendor: {
    $applicationId: '/v1/program/applications',
    $resellerId: '/v1/program/resellers',
    $productId: '/v1/catalog/products',
    $importId: '/v1/catalog/imports',
    $bundlePlanId: '/v1/catalog/bundle-plans',
    $orderId: '/v1/orders/orders',
    $specialPriceId: '/v1/deals/special-prices',
    $dealId: '/v1/deals/deals',
    $subscriptionId: '/v1/orders/subscriptions',
    $runId: '/v1/billing/runs',
    $replayId: '/v1/billing/replays',
    $invoiceId: '/v1/billing/invoices?side=issued',
    $accountId: '/v1/billing/overdue',
  },
  reseller: {
    $productId: '/v1/orders/store',
    $customerId: '/v1/orders/customers',
    $quoteId: '/v1/orders/quotes',
    $orderId: '/v1/orders/orders',
    $specialPriceId: '/v1/deals/special-prices',
    $dealId: '/v1/deals/deals',
    $subscriptionId: '/v1/orders/subscriptions',
    $replayId: '/v1/billing/replays',
    $invoiceId: '/v1/billing/invoices?side=received',
    $accountId: '/v1/billing/overdue',
  },
  customer: {
    $quoteId: '/v1/orders/received-quotes',
    $subscriptionId: '/v1/orders/subscriptions',
    $invoiceId: '/v1/billing/invoices?side=received',
  },
};

const PATTERNS: Record<Kind, readonly string[]> = {
  vendor: Object.values(paths.office),
  reseller: Object.values(paths.console),
  customer: Object.values(paths.panel),
};

/** Every page of a face of web/paths.ts, with the ids of what is really there. `request` is of somebody signed in. Throws when a list is empty. */
export async function addressesOf(kind: Kind, request: APIRequestContext): Promise<string[]> {
  if (kind === 'vendor') await handInCatalogue(request);
  if (kind !== 'customer') await tryHigherPrices(request);
  const ids = new Map<string, string>();
  for (const [name, list] of Object.entries(LISTS[kind])) ids.set(name, await firstId(request, list));
  return PATTERNS[kind].map((pattern) =>
    pattern.replace(/\$\w+/, (name) => ids.get(name) ?? fail(`no list says what ${name} of ${pattern} is`)),
  );
}

/** The demo hands in no file of its catalogue; the page of an import needs one. */
async function handInCatalogue(request: APIRequestContext): Promise<void> {
  const headers = { 'x-caravan-csrf': '1', 'content-type': 'application/octet-stream' };
  const rows = 'product,product_en\nGWS-STARTER,Business Starter\n';
  const answer = await request.post('/v1/catalog/imports?name=catalogue.csv', { data: rows, headers });
  if (!answer.ok()) fail(`handing in a catalogue answers ${answer.status()}`);
}

/** Nor does it try prices on the last month; the page of a replay needs one. */
async function tryHigherPrices(request: APIRequestContext): Promise<void> {
  const headers = { 'x-caravan-csrf': '1' };
  const changes = [{ scope: 'everything', rate: '0.04' }];
  const data = { name: 'Prices 4 % higher', prices: { kind: 'change', changes } };
  const answer = await request.post('/v1/billing/replays', { data, headers });
  if (!answer.ok()) fail(`asking for a replay answers ${answer.status()}`);
}

async function firstId(request: APIRequestContext, list: string): Promise<string> {
  const answer = await request.get(list);
  const { items } = (await answer.json()) as { items?: { id: string }[] };
  return items?.[0]?.id ?? fail(`${list} answers ${answer.status()} and no items`);
}

function fail(words: string): never {
  throw new Error(words);
}
