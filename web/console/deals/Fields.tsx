import { useLingui } from '@lingui/react/macro';
import { useDealWords } from '../../kit/deals/words.ts';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { CountryField } from '../../ui/CountryField.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import type { DealValues } from './schema.ts';

type Props = { form: FormState<DealValues> };

/** Who it is for. */
export function ProspectFields({ form }: Props) {
  const { t } = useLingui();
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="name">
          {(field) => <TextField label={t`Name`} autoComplete="off" {...field} />}
        </Bind>
        <Bind form={form} name="name_other">
          {(field) => (
            <TextField optional label={t`Name in the other script`} autoComplete="off" {...field} />
          )}
        </Bind>
        <Bind form={form} name="country">
          {(field) => <CountryField label={t`Country`} {...field} />}
        </Bind>
        <Bind form={form} name="domain">
          {(field) => (
            <TextField
              optional
              ltr
              label={t`Domain`}
              placeholder="example.com"
              spellCheck={false}
              {...field}
            />
          )}
        </Bind>
        <Bind form={form} name="registration_number">
          {(field) => <TextField optional ltr label={t`Registration number`} {...field} />}
        </Bind>
        <Bind form={form} name="group_name">
          {(field) => <TextField optional label={t`Group of companies`} {...field} />}
        </Bind>
      </div>
      <SizeFields form={form} />
    </>
  );
}

function SizeFields({ form }: Props) {
  const { t } = useLingui();
  const { bodies } = useDealWords();
  const options = Object.entries(bodies).map(([value, label]) => ({ value, label }));
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Bind form={form} name="body_kind">
        {(field) => (
          <Select
            label={t`Kind of body`}
            options={options}
            {...field}
            onValueChange={(value) => field.onValueChange(value as DealValues['body_kind'])}
          />
        )}
      </Bind>
      <Bind form={form} name="headcount">
        {(field) => (
          <NumberField
            optional
            min={1}
            label={t`Employees`}
            hint={t`Of the whole group of companies.`}
            {...field}
          />
        )}
      </Bind>
    </div>
  );
}

/** Whom the reseller speaks with there. */
export function ContactFields({ form }: Props) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Bind form={form} name="contact_name">
        {(field) => <TextField label={t`Contact person`} {...field} className="sm:col-span-2" />}
      </Bind>
      <Bind form={form} name="contact_email">
        {(field) => <TextField optional type="email" label={t`E-mail`} {...field} />}
      </Bind>
      <Bind form={form} name="contact_phone">
        {(field) => <TextField optional ltr type="tel" label={t`Phone`} {...field} />}
      </Bind>
    </div>
  );
}

/** What it is worth and when. */
export function WorthFields({ form, currency }: Props & { currency: string }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Bind form={form} name="amount">
        {(field) => <MoneyField label={t`Expected value`} currency={currency} {...field} />}
      </Bind>
      <Bind form={form} name="closes_on">
        {(field) => <DateField label={t`Expected to close`} {...field} />}
      </Bind>
    </div>
  );
}

/** Anything else. */
export function NotesField({ form }: Props) {
  const { t } = useLingui();
  return (
    <Bind form={form} name="about">
      {(field) => (
        <TextArea
          optional
          rows={4}
          label={t`Notes`}
          hint={t`The vendor reads them once the deal is registered.`}
          {...field}
        />
      )}
    </Bind>
  );
}
