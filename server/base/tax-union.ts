// Where the VAT directive of the EU (2006/112/EC) holds today. What held on a day of the past is the tax table's to say (billing.tax_union).
const UNION: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** Whether the country is a member of the EU today. */
export function isInUnion(country: string): boolean {
  return UNION.has(country);
}
