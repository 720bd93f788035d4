import { useLingui } from '@lingui/react/macro';
import type { FieldValues } from 'react-hook-form';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import type { ParticularsTyped } from './schema.ts';
import { taxNumberHint } from './taxNumbers.ts';

/** A form that has the particulars among its fields, seen as one that has nothing else. */
export function asParticulars<In extends ParticularsTyped & FieldValues>(
  form: FormState<In>,
): FormState<ParticularsTyped> {
  return form as unknown as FormState<ParticularsTyped>;
}

type FieldsProps = { form: FormState<ParticularsTyped> };

/** The papers of a company of `country` (empty while none is chosen). */
export function PapersFields({ form, country }: FieldsProps & { country: string }) {
  const { t, i18n } = useLingui();
  return (
    <>
      <Bind form={form} name="registration_number">
        {(field) => (
          <TextField ltr label={t`Registration number`} hint={t`Of the commercial register.`} {...field} />
        )}
      </Bind>
      <Bind form={form} name="tax_number">
        {(field) => (
          <TextField
            ltr
            optional
            label={t`Tax number`}
            hint={country ? i18n._(taxNumberHint(country)) : t`For value added tax, if you are registered.`}
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="address">
        {(field) => (
          <TextArea
            optional
            rows={2}
            label={t`Address`}
            hint={t`As it should stand in the contract.`}
            className="sm:col-span-2"
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="website">
        {(field) => (
          <TextField
            optional
            type="url"
            autoComplete="url"
            label={t`Website`}
            placeholder="www.example.com"
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="headcount">
        {(field) => <NumberField optional min={1} label={t`Employees`} {...field} />}
      </Bind>
    </>
  );
}

/** What it does today, in its own words. */
export function AboutField({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Bind form={form} name="about">
      {(field) => (
        <TextArea
          optional
          rows={4}
          maxLength={4000}
          label={t`About your business`}
          hint={t`Whom you sell to, and what you would like to sell first.`}
          className="sm:col-span-2"
          {...field}
        />
      )}
    </Bind>
  );
}

export function CompanyField({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Bind form={form} name="company">
      {(field) => (
        <TextField
          autoComplete="organization"
          label={t`Company`}
          hint={t`As it is registered.`}
          className="sm:col-span-2"
          {...field}
        />
      )}
    </Bind>
  );
}

export function ContactNameField({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Bind form={form} name="contact_name">
      {(field) => <TextField autoComplete="name" label={t`Your name`} {...field} />}
    </Bind>
  );
}

export function ContactPhoneField({ form }: FieldsProps) {
  const { t } = useLingui();
  return (
    <Bind form={form} name="contact_phone">
      {(field) => <TextField optional type="tel" autoComplete="tel" label={t`Telephone`} {...field} />}
    </Bind>
  );
}
