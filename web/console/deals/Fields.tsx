import { useLingui } from '@lingui/react/macro';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { DateField } from '../../ui/DateField.tsx';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { KindFields, WhereFields } from '../customers/PartyFields.tsx';
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
        <WhereFields form={form} />
        <Bind form={form} name="group_name">
          {(field) => <TextField optional label={t`Group of companies`} {...field} />}
        </Bind>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <KindFields form={form} hint={t`Of the whole group of companies.`} />
      </div>
    </>
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
