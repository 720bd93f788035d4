import type { Band, OfferFacts } from '../offers.rules.ts';
import { type ProductFacts, RELATIONS, type Relation, saysTheSame } from '../products.rules.ts';
import { type Column, columnOf } from './import-columns.rules.ts';
import type { Known, Terms } from './import-difference.rules.ts';
import type { ReadRow, ReadSheet } from './import-rows.rules.ts';
import type { Fault, SheetRow } from './imports.rules.ts';

/** What the rows say of one thing, together; `row` is the first that speaks of it. */
export type DraftFamily = { id: string; row: SheetRow; en?: string; ar?: string };
export type DraftProduct = {
  code: string;
  row: SheetRow;
  facts: Partial<ProductFacts>;
  name: { en?: string; ar?: string };
  description: { en?: string; ar?: string };
  relations: Map<string, Relation[]>;
  /** The line that said it, by column. */
  said: Map<string, { line: number; value: unknown }>;
};
export type DraftOffer = {
  code: string;
  product: string;
  row: SheetRow;
  terms: Partial<Terms>;
  facts: Partial<OfferFacts>;
  name: { en?: string; ar?: string };
  prices: Map<string, { unit_price?: string; bands?: Band[] }>;
};
export type Drafts = {
  families: Map<string, DraftFamily>;
  products: Map<string, DraftProduct>;
  offers: Map<string, DraftOffer>;
  faults: Fault[];
};

/** Gathers the rows by what they speak of. A product's columns may be repeated or left empty in its later rows, but not gainsaid. */
export function draftsOf({ line: head, rows, faults, blame }: ReadSheet, known: Known): Drafts {
  const blamed = new Set(faults.map(({ line }) => line));
  const isAboutNothing = faults.some(({ line, column }) => line === head && column === 'offer');
  const drafts: Drafts = { families: new Map(), products: new Map(), offers: new Map(), faults: [] };
  for (const read of rows) {
    const { row, values } = read;
    const offer = values.offer as string | undefined;
    const sold = offer === undefined ? undefined : known.offers.get(offer)?.product;
    const product = (values.product as string | undefined) ?? sold;
    const say = (column: string, sentence: string) => void drafts.faults.push(blame(row, column, sentence));
    if (product === undefined) {
      // A cell that could not be read is named already.
      if (!isAboutNothing && !blamed.has(row.line))
        say('product', "Say which product this row is about, by the product's code.");
      continue;
    }
    if (sold !== undefined && sold !== product)
      say(
        'product',
        `${offer} is an offer of ${sold}, and what was sold stays; give the new offer its own code.`,
      );
    gatherFamily(drafts, read);
    gatherProduct(drafts, product, read, say);
    if (offer !== undefined) gatherOffer(drafts, offer, product, read, say);
  }
  return drafts;
}

type Say = (column: string, sentence: string) => void;

function gatherFamily({ families }: Drafts, { row, values }: ReadRow): void {
  const id = values.family as string | undefined;
  if (id === undefined) return;
  const draft = families.get(id) ?? { id, row };
  if (values.family_en && !draft.en) draft.en = values.family_en as string;
  if (values.family_ar && !draft.ar) draft.ar = values.family_ar as string;
  families.set(id, draft);
}

function gatherProduct({ products }: Drafts, code: string, { row, values }: ReadRow, say: Say): void {
  let draft = products.get(code);
  if (!draft) {
    draft = { code, row, facts: {}, name: {}, description: {}, relations: new Map(), said: new Map() };
    products.set(code, draft);
  }
  for (const [name, value] of Object.entries(values)) {
    const column = columnOf(name);
    if (column?.of !== 'product' || name === 'product') continue;
    const said = draft.said.get(name);
    if (said && !saysTheSame(said.value, value))
      say(
        name,
        `This gainsays line ${said.line}, which is about ${code} too; write the same in both, or leave one empty.`,
      );
    if (said) continue;
    draft.said.set(name, { line: row.line, value });
    putProduct(draft, column, value);
  }
  if (values.offer === undefined && values.withdrawn !== undefined)
    draft.facts.withdrawn = values.withdrawn as boolean;
}

function putProduct(draft: DraftProduct, { field }: Column, value: unknown): void {
  const [, text, language] = /^(name|description)_(en|ar)$/.exec(field) ?? [];
  if (RELATIONS.some((kind) => kind === field)) draft.relations.set(field, value as Relation[]);
  else if (text && language) draft[text as 'name'][language as 'en'] = value as string;
  else Object.assign(draft.facts, { [field]: value });
}

const FACTS = ['minimum_quantity', 'maximum_quantity', 'withdrawn'];

function gatherOffer(
  { offers }: Drafts,
  code: string,
  product: string,
  { row, values }: ReadRow,
  say: Say,
): void {
  const before = offers.get(code);
  if (before) {
    say('offer', `${code} stands in line ${before.row.line} already; keep one of the two rows.`);
    return;
  }
  const draft: DraftOffer = { code, product, row, terms: {}, facts: {}, name: {}, prices: new Map() };
  offers.set(code, draft);
  for (const [name, value] of Object.entries(values)) {
    const column = columnOf(name);
    if (column?.of === 'price') putPrice(draft, column.field, value);
    if (column?.of !== 'offer' || name === 'offer') continue;
    if (name === 'offer_en') draft.name.en = value as string;
    else if (name === 'offer_ar') draft.name.ar = value as string;
    else Object.assign(FACTS.includes(name) ? draft.facts : draft.terms, { [column.field]: value });
  }
}

function putPrice({ prices }: DraftOffer, field: string, value: unknown): void {
  const [kind = '', currency = ''] = field.split(' ');
  prices.set(currency, { ...prices.get(currency), [kind]: value });
}
