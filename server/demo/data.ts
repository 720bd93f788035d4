import { readFileSync } from 'node:fs';
import type { Language } from '../base/ctx.ts';

export type Text = { en: string; ar: string };

/** How a product is sold: by the month; for a year, paid monthly; for a year, paid ahead. */
export type OfferKind = 'flexible' | 'committed' | 'yearly';
/** Prices in riyals, such as `31.50`. */
export type OfferPrices = Partial<Record<OfferKind, string>>;

export type DemoProduct = {
  code: string;
  family: string;
  unit: string;
  needs_domain: boolean;
  name: Text;
  description: Text;
  works_with: string[];
  offers: OfferPrices;
  kind?: 'module' | 'add_on';
  /** The others stand before it in the file. */
  relations?: { kind: 'requires' | 'excludes' | 'included' | 'replaces'; product: string; choice: number }[];
  /** Later prices, `months_ago` before the month of the load. */
  rise?: { months_ago: number; offers: OfferPrices };
};

type DemoDiscount = {
  scope: string;
  target: string;
  from_quantity?: number;
  prepay: string;
  postpay: string;
};
export type DemoPlan = {
  code: string;
  name: Text;
  discounts: DemoDiscount[];
  next?: { months_ago: number; discounts: DemoDiscount[] };
};

export type DemoCatalogue = {
  families: { id: string; name: Text }[];
  /** Riyals to one unit of the currency. */
  currencies: Record<string, string>;
  domains: {
    source: string;
    margin: string;
    tlds: string[];
    own: { tld: string; code?: string; price: string }[];
  };
  products: DemoProduct[];
  bundle_plans: DemoPlan[];
};

type Business = {
  key: string;
  name: string;
  country: string;
  language: string;
  address: string;
  registration_number: string;
  tax_number: string | null;
  website: string;
  headcount: number;
  contact: { name: string; email: string; phone: string };
};
export type DemoReseller = Business & {
  joined_months_ago: number;
  bundle_plan: string;
  billing_preference: string;
  customers: number;
};
export type DemoApplication = Business & {
  about: string;
  state: string;
  applied_days_ago: number;
  answers?: string;
};

export type DemoMember = { key: string; name: string; email: string; language: string; roles: string[] };

type Words = {
  roots: { en: string; ar?: string }[];
  industries: { en: string; ar?: string; headcount: number[] }[];
};
/** More than 750 people, or a government's: its order is held, until a channel supervisor releases it. */
export type SpecialCustomer = {
  reseller: string;
  country: string;
  name: Text;
  headcount: number;
  body_kind: string;
  added_days_ago: number;
  released: boolean;
};
export type DemoNames = {
  arab_countries: string[];
  arab: Words;
  countries: Record<string, Words>;
  special: SpecialCustomer[];
};

export type DemoPeople = {
  vendor: VendorFacts;
  staff: DemoMember[];
  lead_reseller: LeadFacts & { key: string; members: DemoMember[] };
  lead_customer: { name: Text; headcount: number; members: DemoMember[] };
};
type LeadFacts = Record<
  'support_email' | 'support_phone' | 'support_url' | 'brand_color' | 'bank_name' | 'iban' | 'bic',
  string
>;
type VendorFacts = LeadFacts &
  Record<
    | 'name'
    | 'country'
    | 'currency'
    | 'time_zone'
    | 'language'
    | 'registration_number'
    | 'tax_number'
    | 'address'
    | 'domain',
    string
  > & {
    headcount: number;
    /** Where it is paid, by currency. */
    bank_accounts: Record<string, string>;
  };

export type DemoData = {
  catalogue: DemoCatalogue;
  names: DemoNames;
  people: DemoPeople;
  resellers: DemoReseller[];
  applications: DemoApplication[];
};

/** The files of db/demo. */
export function readDemoData(): DemoData {
  const { resellers, applications } =
    readJson<Pick<DemoData, 'resellers' | 'applications'>>('resellers.json');
  return {
    catalogue: readJson('catalogue.json'),
    names: readJson('customers.json'),
    people: readJson('people.json'),
    resellers,
    applications,
  };
}

/** A JSON file of db/demo. Its shape is said, not checked: the file is ours, and a load in the tests would fail. */
export function readJson<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(`../../db/demo/${name}`, import.meta.url), 'utf8')) as Shape;
}

/** The language as a verb wants it. */
export function languageOf(text: string): Language {
  return text === 'ar' ? 'ar' : 'en';
}
