import { t } from '@lingui/core/macro';
import { z } from 'zod';

/** Text that may be left out: sent as null. */
const optional = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .transform((text) => text || null);

/** What a business says of itself; the same fields when it applies and when it answers a question. */
export const particulars = {
  company: z.string().trim().min(2).max(200),
  registration_number: z.string().trim().min(1).max(60),
  tax_number: optional(40),
  address: optional(500),
  website: optional(300).refine((site) => site === null || isWebAddress(site), {
    error: () => t`Write a web address such as www.example.com.`,
  }),
  headcount: z.int().min(1).max(10_000_000).nullable(),
  contact_name: z.string().trim().min(2).max(120),
  contact_phone: optional(40),
  about: optional(4000),
};

const whole = z.object(particulars);
export type Particulars = z.output<typeof whole>;
export type ParticularsTyped = z.input<typeof whole>;

/** `example.com`, `www.example.com/shop`, `https://example.com`: a name with a dot in it, and nothing else than a page. */
function isWebAddress(site: string): boolean {
  const url = URL.parse(/^https?:\/\//i.test(site) ? site : `https://${site}`);
  return url !== null && /^[^.\s]+(\.[^.\s]+)+$/.test(url.hostname) && url.username === '';
}

/** An empty form. */
export const noParticulars: ParticularsTyped = {
  company: '',
  registration_number: '',
  tax_number: '',
  address: '',
  website: '',
  headcount: null,
  contact_name: '',
  contact_phone: '',
  about: '',
};

/** A form filled with what was said before. */
export function typedOf(said: Particulars): ParticularsTyped {
  return {
    company: said.company,
    registration_number: said.registration_number,
    tax_number: said.tax_number ?? '',
    address: said.address ?? '',
    website: said.website ?? '',
    headcount: said.headcount,
    contact_name: said.contact_name,
    contact_phone: said.contact_phone ?? '',
    about: said.about ?? '',
  };
}

/** Only what is said differently now. */
export function changesOf(before: Particulars, now: Particulars): Partial<Particulars> {
  const fields = Object.keys(particulars) as (keyof Particulars)[];
  return Object.fromEntries(
    fields.filter((field) => before[field] !== now[field]).map((field) => [field, now[field]]),
  );
}
