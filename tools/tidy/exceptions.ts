/**
 * What tidy lets pass, and why: all of it, here. `path` is a file or, with a `/` at its end, a folder; `about` is what the
 * finding names (a table, a function, a text; left out: all of that rule in that path). An exception that
 * excuses nothing any more is itself a finding.
 */
export type Exception = { rule: string; path: string; about?: string; reason: string };

export const EXCEPTIONS: readonly Exception[] = [
  ...tables(
    'server/billing/',
    [
      'orders.segment',
      'orders.subscription',
      'orders.order',
      'orders.order_line',
      'program.account_plan',
      'catalog.offer',
      'catalog.product',
      'catalog.list_price',
      'catalog.price_band',
      'catalog.bundle_plan_version',
      'catalog.plan_discount',
      'catalog.plan_preference',
      'catalog.plan_commitment',
      'catalog.bundle_plan',
      'catalog.promotion',
      'catalog.import_change',
      'catalog.price_book_version',
      'catalog.agreed_price',
      'catalog.retail_rule',
      'deals.granted_price',
      'deals.incentive',
    ],
    'Month end is set-based: one statement reads prices and segments for thousands of subscriptions; a verb would be called for each.',
  ),
  ...tables(
    'server/billing/',
    ['identity.account', 'identity.organization'],
    'The edge and the names of its two sides: joined, because a call for each row of a list is a query for each row.',
  ),
  ...tables(
    'server/deals/duplicates/customer-likenesses.sql.ts',
    ['identity.organization'],
    'A deal is compared with the customers of every branch: which of them are to be read anew is one join, not a call for each.',
  ),
  ...tables(
    'server/orders/subscriptions/live.sql.ts',
    ['identity.account'],
    'What a price moves is summed over every branch, by the currency of its account: one statement, not a call for each.',
  ),
  ...tables(
    'server/demo/marker.sql.ts',
    ['base.demo'],
    'The marker of the demo’s load has no module but the demo.',
  ),
  ...tables(
    'server/billing/books/books.sql.ts',
    ['ledger.transfer', 'ledger.recognition'],
    'The check holds every balance against the documents: two sums over all of both, not a call for each.',
  ),
  {
    rule: 'own-clock',
    path: 'server/demo/lane.ts',
    reason: 'The demo is a door with a moved clock: it makes the instants it moves to.',
  },
  {
    rule: 'float-money',
    path: 'web/console/store/words.ts',
    reason: 'Compares prices to order a shelf; shows none.',
  },
  {
    rule: 'float-money',
    path: 'web/kit/billing/InvoiceLines.tsx',
    reason: 'Asks whether there is a discount at all.',
  },
  {
    rule: 'function-size',
    path: 'web/vendor/audit/words.ts',
    reason: 'A table of words: one sentence for each kind of entry.',
  },
  {
    rule: 'physical-direction',
    path: 'web/kit/orders/Timeline.tsx',
    reason: 'A chart of time runs left to right in both languages (dir=ltr).',
  },
];

/** Leave for one module's SQL to read these tables of others. */
function tables(path: string, names: readonly string[], reason: string): Exception[] {
  return names.map((about) => ({ rule: 'foreign-schema', path, about, reason }));
}

/** Names that are the same in every language, and so need no translation. */
export const BRAND_WORDS: readonly string[] = [
  'Caravan',
  'Sahara Net',
  'CSV',
  'PDF',
  'XML',
  'hledger',
  'PO-2026-118',
  'Beancount',
  'API',
  'OpenAPI',
  'English',
  'العربية',
  'www.example.com',
  'example.com',
  'https://',
  'IBAN',
  'BIC',
  'SA03 8000 0000 6080 1016 7519',
];
