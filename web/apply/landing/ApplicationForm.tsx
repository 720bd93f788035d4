import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { CountryField } from '../../ui/CountryField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import {
  AboutField,
  asParticulars,
  CompanyField,
  ContactNameField,
  ContactPhoneField,
  PapersFields,
} from '../particulars/Fields.tsx';
import type { ApplicationFields } from './useApplication.ts';

/** Who the company is, whom to write to, and what it does. */
export function ApplicationForm({ form, action }: { form: ApplicationFields; action: string }) {
  const { t } = useLingui();
  const said = asParticulars(form);
  return (
    <Form form={form} action={action}>
      <Group title={<Trans>Your company</Trans>}>
        <CompanyField form={said} />
        <Bind form={form} name="country">
          {(field) => <CountryField label={t`Country`} className="sm:col-span-2" {...field} />}
        </Bind>
        <PapersFields form={said} country={form.hook.watch('country')} />
      </Group>
      <Group title={<Trans>Whom we write to</Trans>}>
        <ContactNameField form={said} />
        <Bind form={form} name="contact_email">
          {(field) => (
            <TextField
              type="email"
              autoComplete="email"
              label={t`E-mail address`}
              hint={t`You will sign in with it.`}
              {...field}
            />
          )}
        </Bind>
        <ContactPhoneField form={said} />
        <Bind form={form} name="language">
          {({ onValueChange, ...field }) => (
            <Select
              label={t`Language of our letters`}
              options={languages}
              onValueChange={(next) => onValueChange(next as 'en' | 'ar')}
              {...field}
            />
          )}
        </Bind>
      </Group>
      <Group title={<Trans>What you do</Trans>}>
        <AboutField form={said} />
      </Group>
    </Form>
  );
}

// A language is offered in its own words, so these are not translated.
const languages = [
  { value: 'en', label: 'English' },
  { value: 'ar', label: 'العربية' },
];

function Group({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="not-first:border-t not-first:border-line not-first:pt-5">
      <legend className="float-start mb-4 w-full text-lg font-semibold">{title}</legend>
      <div className="clear-both grid items-start gap-x-5 gap-y-5 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}
