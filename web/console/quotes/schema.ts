import { z } from 'zod';
import { inMajorUnits, inMinorUnits } from '../../kit/billing/decimals.ts';
import type { QuoteDetail } from './words.ts';

/** The value that stands for no deal. */
export const NO_DEAL = 'none';

const words = z.object({ en: z.string(), ar: z.string() });

/** A line while it is typed: an offer of the store or a service. `unit_price` is typed in major units; empty: the price book's. */
const line = z.object({
  offer_id: z.string().nullable(),
  service_id: z.string().nullable(),
  name: words,
  detail: words,
  quantity: z.number().int().min(1).max(1_000_000),
  domain: z.string().trim(),
  unit_price: z
    .string()
    .trim()
    .refine((typed) => typed === '' || inMinorUnits(typed, 'SAR') !== null),
});

const contact = z.object({ name: z.string().trim().min(2).max(200), email: z.email().max(254) });
const prospect = z.object({
  name: z.string().trim(),
  country: z.string().min(2),
  domain: z.string().trim(),
  headcount: z.number().int().min(1).max(10_000_000).nullable(),
  body_kind: z.enum(['business', 'government', 'nonprofit', 'education']),
  registration_number: z.string().trim().max(60),
});

/** A quote while it is written. */
export const quoteSchema = z
  .object({
    who: z.enum(['customer', 'prospect']),
    customer_id: z.string(),
    prospect,
    contact,
    language: z.enum(['en', 'ar']),
    /** `none`: for no deal. */
    deal_id: z.string().min(1),
    lines: z.array(line).min(1),
    valid_until: z.iso.date(),
    terms: z.string().trim().max(10_000),
    message: z.string().trim().max(2000),
  })
  .superRefine((quote, context) => {
    const need = (path: (string | number)[]) => context.addIssue({ code: 'custom', path, input: '' });
    if (quote.who === 'customer' && !quote.customer_id) need(['customer_id']);
    if (quote.who === 'prospect' && quote.prospect.name.length < 2) need(['prospect', 'name']);
  });

export type QuoteValues = z.infer<typeof quoteSchema>;
export type LineValues = QuoteValues['lines'][number];

/** The lines as the API takes them; a price that is none yet counts as none. */
export function linesBody(lines: readonly LineValues[], currency: string) {
  return lines.map(({ offer_id, service_id, quantity, domain, unit_price }) => ({
    ...{ offer_id, service_id, quantity },
    domain: domain || null,
    unit_price: unit_price ? inMinorUnits(unit_price, currency) : null,
  }));
}

/** The next version as the API takes it. */
export function versionBody(values: QuoteValues, currency: string) {
  const { contact: person, language, valid_until, terms, message } = values;
  const deal_id = values.deal_id === NO_DEAL ? null : values.deal_id;
  return {
    ...{ contact: person, language, valid_until, deal_id },
    lines: linesBody(values.lines, currency),
    terms: terms || null,
    message: message || null,
  };
}

/** For whom, as the API takes it. */
export function partyBody({
  who,
  customer_id,
  prospect: them,
}: Pick<QuoteValues, 'who' | 'customer_id' | 'prospect'>) {
  if (who === 'customer') return { customer_id, prospect: null };
  const { domain, registration_number, ...rest } = them;
  const text = { domain: domain || null, registration_number: registration_number || null };
  return { customer_id: null, prospect: { ...rest, ...text, tax_number: null, address: null } };
}

/** The form's values for the next version of a quote: what was being written, or what was sent last. */
export function valuesOf(quote: QuoteDetail, validUntil: string): QuoteValues {
  const last = quote.versions.at(-1);
  const draft = quote.draft?.content;
  const source = draft ?? last;
  const { customer_id, prospect: them, contact_name, contact_email, language, currency } = quote;
  return {
    who: customer_id ? 'customer' : 'prospect',
    customer_id: customer_id ?? '',
    prospect: {
      name: them?.name ?? '',
      country: them?.country ?? 'SA',
      domain: them?.domain ?? '',
      headcount: them?.headcount ?? null,
      body_kind: them?.body_kind ?? 'business',
      registration_number: them?.registration_number ?? '',
    },
    contact: { name: contact_name, email: contact_email },
    language,
    deal_id: quote.deal_id ?? NO_DEAL,
    lines: draft
      ? draft.lines.map((one) => draftLine(one, currency))
      : (last?.lines ?? []).map((one) => sentLine(one, currency)),
    valid_until: draft?.valid_until ?? validUntil,
    terms: source?.terms ?? '',
    message: draft?.message ?? '',
  };
}

const UNNAMED = { en: '', ar: '' };

function draftLine(
  {
    offer_id,
    service_id,
    quantity,
    domain,
    unit_price,
  }: NonNullable<QuoteDetail['draft']>['content']['lines'][number],
  currency: string,
): LineValues {
  const typed = unit_price ? inMajorUnits(unit_price, currency) : '';
  const ids = { offer_id: offer_id ?? null, service_id: service_id ?? null };
  return { ...ids, quantity, domain: domain ?? '', unit_price: typed, name: UNNAMED, detail: UNNAMED };
}

/** A price that was the book's stays the book's: it is priced anew. */
function sentLine(
  {
    offer_id,
    service_id,
    quantity,
    domain,
    unit_price,
    book_price,
    name,
    detail,
  }: QuoteDetail['versions'][number]['lines'][number],
  currency: string,
): LineValues {
  const typed = unit_price === book_price ? '' : inMajorUnits(unit_price, currency);
  return { offer_id, service_id, quantity, domain: domain ?? '', unit_price: typed, name, detail };
}
