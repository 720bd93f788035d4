/**
 * Every path of the four faces, once. A path with `$name` is a pattern: it is what a route is declared with,
 * and `path(pattern, { name })` fills it in for a link.
 */
export const paths = {
  root: '/',
  apply: '/apply',
  applyVerify: '/apply/verify',
  applyStatus: '/apply/status',
  terms: '/terms',
  signIn: '/sign-in',
  forgot: '/forgot',
  reset: '/reset',
  invitation: '/invitation',
  choice: '/choice',
  quote: '/quote',

  office: {
    home: '/office',
    applications: '/office/applications',
    application: '/office/applications/$applicationId',
    deals: '/office/deals',
    deal: '/office/deals/$dealId',
    resellers: '/office/resellers',
    reseller: '/office/resellers/$resellerId',
    catalogue: '/office/catalogue',
    product: '/office/catalogue/$productId',
    newProduct: '/office/catalogue/new',
    editProduct: '/office/catalogue/$productId/edit',
    newOffer: '/office/catalogue/$productId/offers/new',
    families: '/office/catalogue/families',
    catalogueImports: '/office/catalogue/imports',
    catalogueImport: '/office/catalogue/imports/$importId',
    bundlePlans: '/office/bundle-plans',
    bundlePlan: '/office/bundle-plans/$bundlePlanId',
    promotions: '/office/promotions',
    specialPrices: '/office/special-prices',
    specialPrice: '/office/special-prices/$specialPriceId',
    approvals: '/office/approvals',
    orders: '/office/orders',
    order: '/office/orders/$orderId',
    subscriptions: '/office/subscriptions',
    subscription: '/office/subscriptions/$subscriptionId',
    monthEnd: '/office/month-end',
    run: '/office/month-end/$runId',
    replays: '/office/replays',
    newReplay: '/office/replays/new',
    replay: '/office/replays/$replayId',
    invoices: '/office/invoices',
    invoice: '/office/invoices/$invoiceId',
    fees: '/office/fees',
    usage: '/office/usage',
    minimums: '/office/minimums',
    tax: '/office/tax',
    payments: '/office/payments',
    overdue: '/office/overdue',
    reminders: '/office/overdue/reminders',
    overdueAccount: '/office/overdue/$accountId',
    ledger: '/office/ledger',
    people: '/office/people',
    auditLog: '/office/audit-log',
    outbox: '/office/outbox',
    settings: '/office/settings',
    account: '/office/account',
  },

  console: {
    home: '/console',
    store: '/console/store',
    product: '/console/store/$productId',
    customers: '/console/customers',
    newCustomer: '/console/customers/new',
    customer: '/console/customers/$customerId',
    deals: '/console/deals',
    newDeal: '/console/deals/new',
    deal: '/console/deals/$dealId',
    quotes: '/console/quotes',
    newQuote: '/console/quotes/new',
    quote: '/console/quotes/$quoteId',
    editQuote: '/console/quotes/$quoteId/edit',
    specialPrices: '/console/special-prices',
    newSpecialPrice: '/console/special-prices/new',
    specialPrice: '/console/special-prices/$specialPriceId',
    orders: '/console/orders',
    newOrder: '/console/orders/new',
    order: '/console/orders/$orderId',
    subscriptions: '/console/subscriptions',
    subscription: '/console/subscriptions/$subscriptionId',
    billing: '/console/billing',
    statement: '/console/billing/statement',
    card: '/console/billing/card',
    invoice: '/console/billing/$invoiceId',
    customerInvoices: '/console/customer-invoices',
    customerInvoice: '/console/customer-invoices/$invoiceId',
    overdue: '/console/overdue',
    reminders: '/console/overdue/reminders',
    overdueAccount: '/console/overdue/$accountId',
    fees: '/console/fees',
    services: '/console/services',
    priceBook: '/console/price-book',
    replays: '/console/replays',
    newReplay: '/console/replays/new',
    replay: '/console/replays/$replayId',
    contract: '/console/contract',
    people: '/console/people',
    settings: '/console/settings',
    account: '/console/account',
  },

  panel: {
    home: '/panel',
    subscriptions: '/panel/subscriptions',
    subscription: '/panel/subscriptions/$subscriptionId',
    quotes: '/panel/quotes',
    quote: '/panel/quotes/$quoteId',
    invoices: '/panel/invoices',
    statement: '/panel/invoices/statement',
    card: '/panel/invoices/card',
    invoice: '/panel/invoices/$invoiceId',
    support: '/panel/support',
    people: '/panel/people',
    account: '/panel/account',
  },

  /** Every part on one page; a development aid, in no shipped build. */
  gallery: '/gallery',
} as const;

/** The names of a pattern's `$name` segments. */
type Names<Pattern extends string> = Pattern extends `${string}$${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Pattern extends `${string}$${infer Name}`
    ? Name
    : never;

/** `path('/office/orders/$orderId', { orderId: '7' })` → `/office/orders/7`. Values are URL-encoded. */
export function path<Pattern extends string>(
  pattern: Pattern,
  values: Record<Names<Pattern>, string>,
): string {
  return pattern.replace(/\$(\w+)/g, (_, name: string) =>
    encodeURIComponent((values as Record<string, string>)[name] ?? ''),
  );
}

/** Where a person lands after sign-in, by the kind of organization they act for. */
export const homeOfKind = {
  vendor: paths.office.home,
  reseller: paths.console.home,
  customer: paths.panel.home,
} as const;

/** The face (a folder of web/ with an index.html) that answers a URL path. The server and Vite both ask this. */
export function faceOf(urlPath: string): 'vendor' | 'console' | 'panel' | 'apply' {
  const first = urlPath.split('/')[1];
  if (first === 'office') return 'vendor';
  if (first === 'console' || first === 'panel') return first;
  return 'apply';
}
