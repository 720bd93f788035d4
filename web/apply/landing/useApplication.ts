import { useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { noParticulars, particulars } from '../particulars/schema.ts';
import { onFields } from '../refusals.ts';

const schema = z.object({
  ...particulars,
  country: z.string().length(2),
  contact_email: z.email().max(200),
  language: z.enum(['en', 'ar']),
});

export type ApplicationFields = FormState<z.input<typeof schema>>;

export type SentApplication = z.output<typeof schema>;

/** The application's form; `onSent` hears what was sent. */
export function useApplication(onSent: (sent: SentApplication) => void): ApplicationFields {
  const { i18n } = useLingui();
  const language = i18n.locale === 'ar' ? 'ar' : 'en';
  return useForm({
    name: 'application',
    schema,
    defaults: { ...noParticulars, country: '', contact_email: '', language },
    submit: async (body) => {
      await onFields(api.POST('/v1/program/applications', { body }));
      onSent(body);
    },
  });
}
