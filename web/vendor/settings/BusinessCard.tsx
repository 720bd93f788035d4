import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Card } from '../../ui/Card.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { edit, optional } from './edit.ts';
import type { Organization } from './SettingsPage.tsx';

const schema = z.object({
  name: z.string().trim().min(2).max(200),
  registration_number: optional(60),
  tax_number: optional(60),
  address: optional(500),
  language: z.enum(['en', 'ar']),
  time_zone: z.string().min(1),
});

const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({
  value: zone,
  label: zone.replaceAll('_', ' '),
}));

/** The business itself. */
export function BusinessCard({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const national = t`The national address, as e-invoices need it: building number, street, district, city and postal code.`;
  const form = useForm({
    name: 'settings-business',
    schema,
    defaults: {
      name: organization.name,
      registration_number: organization.registration_number ?? '',
      tax_number: organization.tax_number ?? '',
      address: organization.address ?? '',
      language: organization.language,
      time_zone: organization.time_zone,
    },
    submit: (changes) => edit(organization, changes),
    onDone: () => toast.good(t`Saved`),
  });
  return (
    <Card title={t`The organization`}>
      <Form form={form} action={<Trans>Save</Trans>}>
        <Bind form={form} name="name">
          {(field) => <TextField label={t`Name`} autoComplete="organization" {...field} />}
        </Bind>
        <div className="grid gap-5 sm:grid-cols-2">
          <Bind form={form} name="registration_number">
            {(field) => <TextField optional ltr label={t`Registration number`} {...field} />}
          </Bind>
          <Bind form={form} name="tax_number">
            {(field) => <TextField optional ltr label={t`Tax number`} {...field} />}
          </Bind>
        </div>
        <Bind form={form} name="address">
          {(field) => (
            <TextArea
              optional
              label={t`Address`}
              hint={organization.country === 'SA' && national}
              {...field}
            />
          )}
        </Bind>
        <div className="grid gap-5 sm:grid-cols-2">
          <Bind form={form} name="language">
            {({ onValueChange, ...field }) => (
              <Select
                label={t`Language of documents`}
                options={[
                  { value: 'en', label: 'English' },
                  { value: 'ar', label: 'العربية' },
                ]}
                {...field}
                onValueChange={(chosen) => onValueChange(chosen as 'en' | 'ar')}
              />
            )}
          </Bind>
          <Bind form={form} name="time_zone">
            {(field) => (
              <Combobox
                label={t`Time zone`}
                hint={t`Days and months are counted in it.`}
                options={zones}
                {...field}
              />
            )}
          </Bind>
        </div>
      </Form>
    </Card>
  );
}
