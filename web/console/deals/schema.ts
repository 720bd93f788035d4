import { z } from 'zod';
import { type DealDetail, STAGES } from '../../kit/deals/words.ts';

const text = (most: number) => z.string().trim().max(most);

/** What is written down of a deal; empty text is "not known". */
export const dealSchema = z.object({
  name: text(200).min(2),
  name_other: text(200),
  country: z.string().min(1),
  domain: text(253),
  registration_number: text(60),
  group_name: text(200),
  headcount: z.number().int().min(1).max(10_000_000).nullable(),
  body_kind: z.enum(['business', 'government', 'nonprofit', 'education']),
  contact_name: text(120).min(2),
  contact_email: z.union([z.literal(''), z.email()]),
  contact_phone: text(40),
  about: text(4000),
  amount: z
    .number()
    .int()
    .min(0)
    .nullable()
    .refine((amount): boolean => amount !== null),
  closes_on: z.iso.date(),
  stage: z.enum(STAGES),
  lines: z.array(z.object({ product_id: z.string(), quantity: z.number().int().min(1) })),
  register: z.boolean(),
});
export type DealValues = z.infer<typeof dealSchema>;

/** The API's form of what was typed, without what only a new deal says. */
export function bodyOf(values: DealValues, currency: string) {
  const { stage: _, register: __, amount, ...rest } = values;
  return {
    ...rest,
    name_other: rest.name_other || null,
    domain: rest.domain || null,
    registration_number: rest.registration_number || null,
    group_name: rest.group_name || null,
    contact_email: rest.contact_email || null,
    contact_phone: rest.contact_phone || null,
    about: rest.about || null,
    value: { amount: amount ?? 0, currency },
  };
}

/** The form of a deal that nothing is known of yet; closes in three months unless said. */
export function blank({ country, closes_on }: { country: string; closes_on: string }): DealValues {
  return {
    ...{ name: '', name_other: '', country, domain: '', registration_number: '', group_name: '' },
    ...{ headcount: null, body_kind: 'business', contact_name: '', contact_email: '', contact_phone: '' },
    ...{ about: '', amount: null, closes_on, stage: 'prospect', lines: [], register: true },
  };
}

/** The form's values for a deal that is known already. */
export function valuesOf(deal: DealDetail): DealValues {
  const { name, country, headcount, body_kind, contact_name, closes_on, stage, value, lines } = deal;
  return {
    ...{ name, country, headcount, body_kind, contact_name, closes_on, stage, register: false },
    name_other: deal.name_other ?? '',
    domain: deal.domain ?? '',
    registration_number: deal.registration_number ?? '',
    group_name: deal.group_name ?? '',
    contact_email: deal.contact_email ?? '',
    contact_phone: deal.contact_phone ?? '',
    about: deal.about ?? '',
    amount: value.amount,
    lines: lines.map(({ product_id, quantity }) => ({ product_id, quantity })),
  };
}
