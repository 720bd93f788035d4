import { z } from 'zod';
import type { CustomerDetail } from './words.ts';

/** What is kept of a customer; empty text is "not known". */
const particulars = z.object({
  name: z.string().trim().min(2),
  country: z.string().min(1),
  domain: z.string().trim(),
  headcount: z.number().int().min(1).max(10_000_000).nullable(),
  body_kind: z.enum(['business', 'government', 'nonprofit', 'education']),
  group_name: z.string().trim().max(200),
  registration_number: z.string().trim().max(60),
  tax_number: z.string().trim().max(60),
  address: z.string().trim().max(500),
  language: z.enum(['en', 'ar']),
});

/** The same with the person who is invited as its administrator when it is added: name and address, or neither. */
export const customerSchema = particulars.extend({
  contact: z
    .object({ name: z.string().trim(), email: z.union([z.literal(''), z.email()]) })
    .superRefine(({ name, email }, context) => {
      if (email && name.length < 2) context.addIssue({ code: 'custom', path: ['name'], input: '' });
      if (name && !email) context.addIssue({ code: 'custom', path: ['email'], input: '' });
    }),
});

export type CustomerValues = z.infer<typeof customerSchema>;

/** The API's form of what was typed. */
export function bodyOf({ country: _, contact: __, ...values }: CustomerValues) {
  const { domain, group_name, registration_number, tax_number, address, ...rest } = values;
  return {
    ...rest,
    domain: domain || null,
    group_name: group_name || null,
    registration_number: registration_number || null,
    tax_number: tax_number || null,
    address: address || null,
  };
}

/** The form's values for a customer that is known already. */
export function valuesOf(customer: CustomerDetail): CustomerValues {
  const { name, country, headcount, body_kind, language } = customer;
  const { domain, group_name, registration_number, tax_number, address } = customer;
  return {
    ...{ name, country, headcount, body_kind, language },
    domain: domain ?? '',
    group_name: group_name ?? '',
    registration_number: registration_number ?? '',
    tax_number: tax_number ?? '',
    address: address ?? '',
    contact: { name: '', email: '' },
  };
}
