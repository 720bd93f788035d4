import type { CivilDate } from '../../base/dates.ts';
import type { Exemption } from '../../base/exemptions.ts';

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

/** A line with its document, its sides and its names, as a file of lines has it. */
export type LineRow = {
  number: string | null;
  kind: string;
  issued_on: CivilDate | null;
  due_on: CivilDate | null;
  issued_at: string | null;
  account_id: string;
  account_number: string;
  seller_name: string;
  buyer_name: string;
  tax_rate: string;
  customer_id: string;
  customer_name: string;
  customer_domain: string | null;
  domain: string | null;
  subscription_number: string | null;
  offer_code: string | null;
  product: { en: string; ar: string } | null;
  offer: { en: string; ar: string } | null;
  words: { en: string; ar: string } | null;
  component: string;
  period_from: CivilDate;
  period_to: CivilDate;
  quantity: number;
  days: number;
  period_days: number;
  list_price: string;
  discount: string;
  unit_price: string;
  net: bigint;
  tax: bigint;
  exemption: Exemption | null;
  currency: string;
  origin_number: string | null;
};
