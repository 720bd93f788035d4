import { useLingui } from '@lingui/react/macro';
import type { FieldValues } from 'react-hook-form';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { CountryField } from '../../ui/CountryField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useCustomerWords } from './words.ts';

type Props<In extends FieldValues> = {
  form: FormState<In>;
  /** What stands before the fields' names: `prospect.` where they are part of a larger form. */
  at?: string;
};

/** Where somebody who is no customer yet is, and by what it is told from others: country, domain, registration number. */
export function WhereFields<In extends FieldValues>({ form, at = '' }: Props<In>) {
  const { t } = useLingui();
  const text = form as unknown as FormState<Record<string, string>>;
  return (
    <>
      <Bind form={text} name={`${at}country`}>
        {(field) => <CountryField label={t`Country`} {...field} />}
      </Bind>
      <Bind form={text} name={`${at}domain`}>
        {(field) => (
          <TextField optional ltr label={t`Domain`} placeholder="example.com" spellCheck={false} {...field} />
        )}
      </Bind>
      <Bind form={text} name={`${at}registration_number`}>
        {(field) => <TextField optional ltr label={t`Registration number`} {...field} />}
      </Bind>
    </>
  );
}

/** What decides how a sale to it is handled: kind of body and employees. */
export function KindFields<In extends FieldValues>({ form, at = '', hint }: Props<In> & { hint?: string }) {
  const { t } = useLingui();
  const { kindOptions } = useCustomerWords();
  const text = form as unknown as FormState<Record<string, string>>;
  const counts = form as unknown as FormState<Record<string, number | null>>;
  return (
    <>
      <Bind form={text} name={`${at}body_kind`}>
        {(field) => <Select label={t`Kind of body`} options={kindOptions} {...field} />}
      </Bind>
      <Bind form={counts} name={`${at}headcount`}>
        {(field) => (
          <NumberField
            optional
            min={1}
            label={t`Employees`}
            {...(hint !== undefined && { hint })}
            {...field}
          />
        )}
      </Bind>
    </>
  );
}
