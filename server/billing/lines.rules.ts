/** The kinds of line; db/migrations/0030_charges.sql says what each is. */
export const COMPONENTS = [
  'usage',
  'term',
  'adjustment',
  'refund',
  'use',
  'fee',
  'minimum',
  'termination',
  'credit',
  'debit',
] as const;
export type Component = (typeof COMPONENTS)[number];
