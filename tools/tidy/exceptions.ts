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
      'program.account_plan',
      'catalog.offer',
      'catalog.product',
      'catalog.list_price',
      'catalog.bundle_plan_version',
      'catalog.plan_discount',
    ],
    'Month end is set-based: one statement reads prices and segments for thousands of subscriptions; a verb would be called for each.',
  ),
  ...tables(
    'server/billing/',
    ['identity.account', 'identity.organization'],
    'The edge and the names of its two sides: joined, because a call for each row of a list is a query for each row.',
  ),
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
  'API',
  'OpenAPI',
  'English',
  'العربية',
];
