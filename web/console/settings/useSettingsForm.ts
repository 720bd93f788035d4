import { useLingui } from '@lingui/react/macro';
import type { FieldValues } from 'react-hook-form';
import type { z } from 'zod';
import { api } from '../../api/client.ts';
import { useForm } from '../../kit/form/useForm.ts';
import { toast } from '../../ui/toast.ts';
import type { Organization } from './words.ts';

type Options<Schema extends z.ZodType<FieldValues, FieldValues>> = {
  organization: Organization;
  /** Names the draft. */
  name: string;
  schema: Schema;
  defaults: z.input<Schema>;
};

/** A part of the organization's settings as a form of its own; empty text is sent as "none". */
export function useSettingsForm<Schema extends z.ZodType<FieldValues, FieldValues>>(
  options: Options<Schema>,
) {
  const { t } = useLingui();
  const { organization, name, schema, defaults } = options;
  return useForm({
    name: `settings-${name}`,
    schema,
    defaults,
    submit: (values) =>
      api.PATCH('/v1/identity/organizations/{id}', {
        params: { path: { id: organization.id } },
        body: Object.fromEntries(
          Object.entries(values).map(([field, value]) => [field, value === '' ? null : value]),
        ),
      }),
    onDone: () => toast.good(t`Saved`),
  });
}
