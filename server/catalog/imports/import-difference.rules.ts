import type { CivilDate } from '../../base/dates.ts';
import {
  type Band,
  bandsFault,
  type Offer,
  type OfferFacts,
  offerDefaults,
  offerFault,
  type TERMS,
} from '../offers.rules.ts';
import { type ProductFacts, productFault, saysTheSame, type Text } from '../products.rules.ts';
import { type DraftOffer, type DraftProduct, type Drafts, draftsOf } from './import-drafts.rules.ts';
import type { ReadSheet } from './import-rows.rules.ts';
import type { Difference, Fault, Missing, Move } from './imports.rules.ts';

/** What an offer keeps for ever. */
export type Terms = Omit<Pick<Offer, (typeof TERMS)[number]>, 'product_id'>;
export type KnownPrice = { unit_price: string; valid_from: CivilDate; bands: Band[] };

/** The catalogue as it will be on the day, by code. */
export type Known = {
  families: Map<string, { name: Text; position: number }>;
  products: Map<string, ProductFacts>;
  offers: Map<string, { product: string; terms: Terms; facts: OfferFacts; prices: Map<string, KnownPrice> }>;
};

export type Wish = { valid_from: CivilDate; today: CivilDate; missing: Missing };
type Scene = { known: Known; wish: Wish; drafts: Drafts; faults: Fault[]; blame: ReadSheet['blame'] };

/** What the sheet changes in the catalogue on the day, or everything that is wrong with it: then nothing of it is taken. */
export function difference(
  sheet: ReadSheet,
  known: Known,
  wish: Wish,
): { changes: Difference[]; faults: Fault[] } {
  const drafts = draftsOf(sheet, known);
  const faults = [...sheet.faults, ...drafts.faults];
  const scene: Scene = { known, wish, drafts, faults, blame: sheet.blame };
  const families = familyChanges(scene);
  const products = [...drafts.products.values()].flatMap((draft) => productChange(scene, draft));
  const offers = [...drafts.offers.values()].flatMap((draft) => offerChange(scene, draft));
  if (faults.length > 0) return { changes: [], faults: inOrder(faults) };
  return { changes: [...families, ...products, ...offers, ...withdrawals(scene)], faults: [] };
}

/** By line; of two about one place the first, which says more. A file that is no table may hold all on one line: there the words tell them apart. */
function inOrder(faults: readonly Fault[]): Fault[] {
  const placeOf = ({ line, column, cell, sentence }: Fault) => `${line} ${column} ${cell ?? sentence}`;
  const places = new Map(faults.toReversed().map((fault) => [placeOf(fault), fault]));
  return faults.filter((fault) => places.get(placeOf(fault)) === fault).sort((a, b) => a.line - b.line);
}

function familyChanges({ known, drafts, faults, blame }: Scene): Difference[] {
  const last = Math.max(0, ...[...known.families.values()].map(({ position }) => position));
  return [...drafts.families.values()].flatMap(({ id, en, ar, row }, index): Difference[] => {
    const before = known.families.get(id);
    const name = { en: en ?? before?.name.en ?? '', ar: ar ?? before?.name.ar ?? '' };
    if (!name.en || !name.ar) {
      faults.push(
        blame(row, 'family', `There is no family ${id} yet; name it in the columns family_en and family_ar.`),
      );
      return [];
    }
    const after = { name, position: before?.position ?? last + index + 1 };
    const one = { subject: 'family' as const, code: id, name, after, moves: [] };
    if (!before) return [{ ...one, change: 'added', before: null }];
    return saysTheSame(before, after) ? [] : [{ ...one, change: 'changed', before }];
  });
}

/** Which column says what a rule finds wrong. */
const COLUMN_OF: Record<string, string> = { code: 'product', family_id: 'family', name: 'product_en' };

function productChange(scene: Scene, draft: DraftProduct): Difference[] {
  const { known, faults, blame } = scene;
  const before = known.products.get(draft.code);
  if (!before && !isWhole(scene, draft)) return [];
  const after: ProductFacts = { ...(before ?? NEW_PRODUCT), ...draft.facts };
  after.name = { ...(before?.name ?? after.name), ...draft.name };
  after.description = { ...(before?.description ?? after.description), ...draft.description };
  after.relations = relationsOf(before, draft);
  const fault = productFault(draft.code, after);
  if (fault) faults.push(blame(draft.row, COLUMN_OF[fault[0]] ?? fault[0], fault[1]));
  checkRelations(scene, draft, after);
  const one = { subject: 'product' as const, code: draft.code, name: after.name, after, moves: [] };
  if (!before) return [{ ...one, change: 'added', before: null }];
  if (saysTheSame(before, after)) return [];
  const change = after.withdrawn && !before.withdrawn ? 'withdrawn' : 'changed';
  return [{ ...one, change, before }];
}

const NEW_PRODUCT: ProductFacts = {
  ...{ family_id: '', kind: 'product', name: { en: '', ar: '' }, description: { en: '', ar: '' } },
  ...{ unit: '', needs_domain: false, connector: 'manual', works_with: [], countries: [], segments: [] },
  ...{ attributes: {}, relations: [], withdrawn: false },
};

function isWhole({ faults, blame }: Scene, { code, row, facts, name }: DraftProduct): boolean {
  const lacks = (column: string, sentence: string) => {
    faults.push(blame(row, column, `${code} is new: ${sentence}`));
    return false;
  };
  if (!facts.family_id) return lacks('family', 'say which family it belongs to.');
  if (!name.en) return lacks('product_en', 'name it in English.');
  if (!name.ar) return lacks('product_ar', 'name it in Arabic.');
  if (!facts.unit) return lacks('unit', 'say by which unit it is sold.');
  return true;
}

/** A cell of relations replaces those of its kind alone. */
function relationsOf(
  before: ProductFacts | undefined,
  { relations }: DraftProduct,
): ProductFacts['relations'] {
  const kept = (before?.relations ?? []).filter(({ kind }) => !relations.has(kind));
  return [...kept, ...[...relations.values()].flat()];
}

function checkRelations(
  { known, drafts, faults, blame }: Scene,
  draft: DraftProduct,
  after: ProductFacts,
): void {
  for (const { kind, product } of after.relations)
    if (!known.products.has(product) && !drafts.products.has(product))
      faults.push(
        blame(draft.row, kind, `There is no product ${product}; add it to the file, or write another code.`),
      );
}

function offerChange(scene: Scene, draft: DraftOffer): Difference[] {
  const { known, faults, blame } = scene;
  const { code, row } = draft;
  const before = known.offers.get(code);
  const count = faults.length;
  if (before) checkTerms(scene, draft, before.terms);
  else if (!isWholeOffer(scene, draft)) return [];
  const terms = before?.terms ?? newTerms(draft);
  const facts = factsOf(draft, before?.facts);
  const fault = offerFault({ ...terms, ...facts });
  if (fault && faults.length === count) faults.push(blame(row, fault[0], fault[1]));
  const moves = movesOf(scene, draft, before?.prices ?? new Map(), terms.rate_model);
  const after = { product: draft.product, ...terms, ...facts };
  const one = { subject: 'offer' as const, code, name: facts.name, after, moves };
  if (!before) return [{ ...one, change: 'added', before: null }];
  const held = { product: before.product, ...before.terms, ...before.facts };
  if (moves.length === 0 && saysTheSame(before.facts, facts)) return [];
  return [
    { ...one, change: facts.withdrawn && !before.facts.withdrawn ? 'withdrawn' : 'changed', before: held },
  ];
}

function isWholeOffer({ faults, blame }: Scene, { code, row, name, terms }: DraftOffer): boolean {
  const lacks = (column: string, sentence: string) => {
    faults.push(blame(row, column, `${code} is new: ${sentence}`));
    return false;
  };
  if (!name.en) return lacks('offer_en', 'name it in English.');
  if (!name.ar) return lacks('offer_ar', 'name it in Arabic.');
  const recurring = (terms.billing ?? 'recurring') === 'recurring';
  if (recurring && terms.term_months === undefined)
    return lacks('term_months', 'say how many months it binds.');
  if (recurring && terms.cycle_months === undefined)
    return lacks('cycle_months', 'say how many months are paid at once.');
  return true;
}

function newTerms({ terms }: DraftOffer): Terms {
  const months = { recurring: 1, one_time: 0, per_use: 1 }[terms.billing ?? 'recurring'];
  const term = { term_months: months, cycle_months: months, ...terms };
  const { minimum_quantity: _, maximum_quantity: __, ...defaults } = offerDefaults(term);
  return { ...defaults, ...term };
}

function factsOf({ name, facts }: DraftOffer, before: OfferFacts | undefined): OfferFacts {
  const { minimum_quantity, maximum_quantity } = offerDefaults({ term_months: 1, cycle_months: 1 });
  const usual = { name: { en: '', ar: '' }, minimum_quantity, maximum_quantity, withdrawn: false };
  const held = before ?? usual;
  return { ...held, ...facts, name: { ...held.name, ...name } };
}

function checkTerms({ faults, blame }: Scene, draft: DraftOffer, held: Terms): void {
  for (const [term, wanted] of Object.entries(draft.terms)) {
    const is = held[term as keyof Terms];
    if (is === wanted) continue;
    const sentence = `${draft.code} is sold with ${is ?? 'none'} here, and what was sold stays; give the new offer its own code.`;
    faults.push(blame(draft.row, term, sentence));
  }
}

function movesOf(scene: Scene, draft: DraftOffer, held: Map<string, KnownPrice>, model: string): Move[] {
  return [...draft.prices].flatMap(([currency, { unit_price, bands }]): Move[] => {
    const before = held.get(currency);
    const column = `price_${currency.toLowerCase()}`;
    const to = unit_price ?? before?.unit_price;
    const say = (at: string, sentence: string) => {
      scene.faults.push(scene.blame(draft.row, at, sentence));
      return [];
    };
    if (to === undefined) return say(column, 'Bands need the price of the first band beside them.');
    const fault = bandsFault(model, bands ?? []);
    if (fault) return say(`bands_${currency.toLowerCase()}`, fault);
    const after = { unit_price: to, bands: bands ?? before?.bands ?? [] };
    if (before && saysTheSame({ unit_price: before.unit_price, bands: before.bands }, after)) return [];
    if (before?.valid_from === scene.wish.valid_from)
      return say(column, `Another price begins on ${before.valid_from} already; choose another day.`);
    if (before && scene.wish.valid_from <= scene.wish.today)
      return say(column, `A price that moves begins after today (${scene.wish.today}); choose a later day.`);
    return [
      { currency, from: before?.unit_price ?? null, to, bands: after.bands, subscriptions: 0, monthly: 0 },
    ];
  });
}

/** Of the families in the file, what is sold and not in it: where the file is the whole of them. */
function withdrawals({ known, wish, drafts }: Scene): Difference[] {
  if (wish.missing === 'keep') return [];
  const families = new Set(
    [...drafts.products.values()].map(
      ({ code, facts }) => facts.family_id ?? known.products.get(code)?.family_id,
    ),
  );
  const isIn = (product: string) => families.has(known.products.get(product)?.family_id);
  const products = [...known.products].flatMap(([code, before]): Difference[] => {
    if (drafts.products.has(code) || before.withdrawn || !isIn(code)) return [];
    const after = { ...before, withdrawn: true };
    return [{ subject: 'product', change: 'withdrawn', code, name: before.name, before, after, moves: [] }];
  });
  const offers = [...known.offers].flatMap(([code, { product, terms, facts }]): Difference[] => {
    if (drafts.offers.has(code) || facts.withdrawn || !isIn(product)) return [];
    const before = { product, ...terms, ...facts };
    const after = { ...before, withdrawn: true };
    return [{ subject: 'offer', change: 'withdrawn', code, name: facts.name, before, after, moves: [] }];
  });
  return [...products, ...offers];
}
