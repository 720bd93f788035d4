import type { Selectable } from 'kysely';
import type { CatalogImport, CatalogImportChange } from '../../../db/types.ts';
import type { Moves } from '../../base/states.ts';
import type { Text } from '../products.rules.ts';

/** What is wrong with a file, where, and what to do. `cell` is the sheet's name for the place, such as F12, where there is one. */
export type Fault = { line: number; column: string; cell: string | null; sentence: string };

/** A file of rows under a header, as text. `places`: where a column of a row really stands, in a file that is no table. */
export type SheetRow = {
  line: number;
  cells: string[];
  places?: Record<string, { line: number; column: string }>;
};
/** `line`: where the header stands. */
export type Sheet = { line: number; header: string[]; rows: SheetRow[]; faults: Fault[] };

export const FORMATS = ['csv', 'xlsx', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** What happens to offers of the file's families that are not in the file. */
export const MISSING = ['keep', 'withdraw'] as const;
export type Missing = (typeof MISSING)[number];

export const IMPORT_STATES = ['refused', 'ready', 'published', 'dropped'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
export const IMPORT_MOVES: Moves<ImportState> = {
  refused: { drop: 'dropped' },
  ready: { publish: 'published', drop: 'dropped' },
  published: {},
  dropped: {},
};

/** How many of a kind are added, changed and withdrawn. */
export type Counts = { added: number; changed: number; withdrawn: number };

/**
 * What the whole difference comes to. `effects`: by currency, the live subscriptions whose list price moves, and what a month of them costs
 * more (or less) at list, in minor units; what is bought once or paid by use is not in it.
 */
export type Summary = {
  families: Counts;
  products: Counts;
  offers: Counts;
  prices: { new: number; up: number; down: number };
  effects: { currency: string; subscriptions: number; monthly: number }[];
  /** Live subscriptions of what is withdrawn: they stay. */
  withdrawn_subscriptions: number;
};

/**
 * A price of an offer that is not what it would be on the day: from (null: it had none) and to, in minor units; its bands; how many live
 * subscriptions pay by it and what a month of them costs more at list, in minor units.
 */
export type Move = {
  currency: string;
  from: string | null;
  to: string;
  bands: { above: number; unit_price: string }[];
  subscriptions: number;
  monthly: number;
};

export const SUBJECTS = ['family', 'product', 'offer'] as const;
export type Subject = (typeof SUBJECTS)[number];
export const CHANGES = ['added', 'changed', 'withdrawn'] as const;
export type Change = (typeof CHANGES)[number];

/** One thing that an import adds, changes or withdraws. `before` and `after` are all it said and will say. */
export type ImportChange = Omit<
  Selectable<CatalogImportChange>,
  'subject' | 'change' | 'name' | 'before' | 'after' | 'moves'
> & {
  subject: Subject;
  change: Change;
  name: Text;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  moves: Move[];
};
export type Difference = Pick<
  ImportChange,
  'subject' | 'change' | 'code' | 'name' | 'before' | 'after' | 'moves'
>;

export type Import = Omit<
  Selectable<CatalogImport>,
  'format' | 'missing' | 'state' | 'faults' | 'summary' | 'content'
> & {
  format: Format;
  missing: Missing;
  state: ImportState;
  faults: Fault[];
  summary: Summary;
};

/** Nothing changed yet. */
export function emptySummary(): Summary {
  const none = () => ({ added: 0, changed: 0, withdrawn: 0 });
  return {
    families: none(),
    products: none(),
    offers: none(),
    prices: { new: 0, up: 0, down: 0 },
    effects: [],
    withdrawn_subscriptions: 0,
  };
}

/** The sheet's name for a place: (5, 12) → F12. Columns count from 0. */
export function cellName(column: number, line: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return `${name}${line}`;
}

/** A fault of the file as a whole: it is no sheet that can be read further. */
export function unreadable(line: number, column: string, sentence: string): Sheet {
  return { line: 1, header: [], rows: [], faults: [{ line, column, cell: null, sentence }] };
}
