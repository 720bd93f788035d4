import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { Card } from '../../ui/Card.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { useSettingsForm } from './useSettingsForm.ts';
import type { Organization } from './words.ts';

const schema = z.object({
  name: z.string().trim().min(2).max(200),
  registration_number: z.string().trim().max(60),
  tax_number: z.string().trim().max(60),
  address: z.string().trim().max(500),
  language: z.enum(['en', 'ar']),
});

const languages = [
  { value: 'en', label: 'English' },
  { value: 'ar', label: 'العربية' },
];

/** What stands on the reseller's papers: contract, invoices, letters. */
export function Company({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const { name, registration_number, tax_number, address, language } = organization;
  const form = useSettingsForm({
    organization,
    name: 'company',
    schema,
    defaults: {
      ...{ name, language },
      registration_number: registration_number ?? '',
      tax_number: tax_number ?? '',
      address: address ?? '',
    },
  });
  return (
    <Card title={t`Company`} description={t`It stands on your invoices and letters.`}>
      <Form form={form} action={<Trans>Save</Trans>} className="mt-2 max-w-160">
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
              rows={2}
              label={t`Address`}
              hint={
                organization.country === 'SA' &&
                t`The national address, as e-invoices need it: building number, street, district, city and postal code.`
              }
              {...field}
            />
          )}
        </Bind>
        <Bind form={form} name="language">
          {(field) => (
            <Select
              label={t`Language of letters and invoices`}
              options={languages}
              {...field}
              onValueChange={(next) => field.onValueChange(next as 'en' | 'ar')}
              className="sm:max-w-60"
            />
          )}
        </Bind>
      </Form>
    </Card>
  );
}
