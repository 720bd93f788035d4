import { Trans, useLingui } from '@lingui/react/macro';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { CountryField } from '../../ui/CountryField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import type { CustomerValues } from './schema.ts';
import { LARGE_HEADCOUNT, needsSpecialPrice, useCustomerWords } from './words.ts';

type Of = FormState<CustomerValues>;

/** Who the customer is. `known`: it exists, and its country stays. */
export function BasicFields({ form, known }: { form: Of; known?: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <Bind form={form} name="name">
        {(field) => <TextField label={t`Name`} autoComplete="off" {...field} />}
      </Bind>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="country">
          {(field) => <CountryField label={t`Country`} {...field} disabled={known ?? false} />}
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
      </div>
    </>
  );
}

/** What decides how an order for it is handled. */
export function SizeFields({ form }: { form: Of }) {
  const { t } = useLingui();
  const { kindOptions } = useCustomerWords();
  const [headcount, body_kind] = form.hook.watch(['headcount', 'body_kind']);
  return (
    <>
      <Bind form={form} name="body_kind">
        {(field) => (
          <RadioGroup
            cards
            label={t`Kind of body`}
            options={kindOptions}
            {...field}
            onValueChange={(value) => field.onValueChange(value as CustomerValues['body_kind'])}
          />
        )}
      </Bind>
      <Bind form={form} name="headcount">
        {(field) => <NumberField optional min={1} label={t`Employees`} {...field} className="sm:max-w-60" />}
      </Bind>
      <Bind form={form} name="group_name">
        {(field) => (
          <TextField
            optional
            label={t`Group of companies`}
            hint={t`Employees of one group count together.`}
            {...field}
          />
        )}
      </Bind>
      {needsSpecialPrice({ headcount, body_kind }) && <SpecialPriceNote />}
    </>
  );
}

/** What the program asks for above a size and for government, said before anything is ordered. */
export function SpecialPriceNote() {
  return (
    <p className="rounded-lg bg-warn-soft px-3.5 py-2.5 text-warn">
      <Trans>
        Orders for government and for more than {LARGE_HEADCOUNT} employees wait until a special price is
        approved. Your channel supervisor looks after it.
      </Trans>
    </p>
  );
}

/** What stands on its invoices. */
export function PaperFields({ form }: { form: Of }) {
  const { t } = useLingui();
  const { languages } = useCustomerWords();
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="registration_number">
          {(field) => <TextField optional ltr label={t`Registration number`} {...field} />}
        </Bind>
        <Bind form={form} name="tax_number">
          {(field) => <TextField optional ltr label={t`Tax number`} {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="address">
        {(field) => <TextArea optional rows={2} label={t`Address`} {...field} />}
      </Bind>
      <Bind form={form} name="language">
        {(field) => (
          <Select
            label={t`Language of letters and invoices`}
            options={languages}
            {...field}
            onValueChange={(value) => field.onValueChange(value as CustomerValues['language'])}
            className="sm:max-w-60"
          />
        )}
      </Bind>
    </>
  );
}

/** Who gets the invitation to the customer panel. */
export function ContactFields({ form }: { form: FormState<CustomerValues> }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Bind form={form} name="contact.name">
        {(field) => <TextField optional label={t`Name of the administrator`} {...field} />}
      </Bind>
      <Bind form={form} name="contact.email">
        {(field) => <TextField optional type="email" label={t`E-mail`} {...field} />}
      </Bind>
    </div>
  );
}
