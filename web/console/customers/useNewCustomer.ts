import { useRef } from 'react';
import { api } from '../../api/client.ts';
import { useForm } from '../../kit/form/useForm.ts';
import { useSession } from '../../kit/session.ts';
import { bodyOf, type CustomerValues, customerSchema } from './schema.ts';
import type { CustomerDetail } from './words.ts';

/** The form that adds a customer; `onDone` is given the new one. */
export function useNewCustomer(name: string, onDone: (customer: CustomerDetail) => void) {
  const { organization } = useSession();
  const added = useRef<CustomerDetail>(null);
  return useForm({
    name,
    schema: customerSchema,
    defaults: blank(organization),
    submit: async (values) => {
      const { data } = await api.POST('/v1/orders/customers', { body: newBody(values) });
      added.current = data ?? null;
    },
    onDone: () => added.current && onDone(added.current),
  });
}

function blank({ country, language }: { country: string; language: 'en' | 'ar' }): CustomerValues {
  const text = { name: '', domain: '', group_name: '', registration_number: '', tax_number: '', address: '' };
  return {
    ...text,
    country,
    language,
    headcount: null,
    body_kind: 'business',
    contact: { name: '', email: '' },
  };
}

function newBody(values: CustomerValues) {
  const { language, country, contact } = values;
  const person = contact.email ? { ...contact, language } : null;
  return { ...bodyOf(values), country, contact: person };
}
