import { Trans, useLingui } from '@lingui/react/macro';
import { Bind, Form } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { DealField } from './DealField.tsx';
import { LinesField } from './LinesField.tsx';
import { QuoteSummary } from './QuoteSummary.tsx';
import type { QuoteValues } from './schema.ts';
import { useQuotePreview } from './useQuotePreview.ts';
import { WhoFields } from './WhoFields.tsx';

type Props = {
  form: FormState<QuoteValues>;
  currency: string;
  action: string;
  /** For whom the quote is already: that stays. */
  known?: string;
};

/** A quote while it is written: for whom, what at which price, on which terms; beside it what it comes to. */
export function Composer({ form, currency, action, known }: Props) {
  const { t } = useLingui();
  const [who, customer_id, prospect, lines] = form.hook.watch(['who', 'customer_id', 'prospect', 'lines']);
  const preview = useQuotePreview({ who, customer_id, prospect, lines }, currency);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <Form form={form} action={action}>
        <Card title={t`For whom`}>
          <div className="flex flex-col gap-5">
            {known ? <bdi className="font-medium">{known}</bdi> : <WhoFields form={form} />}
            <ContactFields form={form} />
            <DealField form={form} />
          </div>
        </Card>
        <LinesField form={form} currency={currency} answer={preview.data?.preview} error={preview.error} />
        <Card title={t`Terms`}>
          <TermsFields form={form} />
        </Card>
      </Form>
      <QuoteSummary
        answer={preview.data}
        error={preview.error}
        lines={lines.length}
        chosen={who === 'prospect' || Boolean(customer_id)}
      />
    </div>
  );
}

function ContactFields({ form }: { form: FormState<QuoteValues> }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Bind form={form} name="contact.name">
        {(field) => <TextField label={t`Who gets the quote`} autoComplete="off" {...field} />}
      </Bind>
      <Bind form={form} name="contact.email">
        {(field) => <TextField type="email" label={t`E-mail address`} autoComplete="off" {...field} />}
      </Bind>
    </div>
  );
}

function TermsFields({ form }: { form: FormState<QuoteValues> }) {
  const { t } = useLingui();
  const today = useToday();
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="valid_until">
          {(field) => <DateField label={t`Valid until`} min={today} {...field} />}
        </Bind>
        <Bind form={form} name="language">
          {(field) => (
            <Select
              label={t`Language of the document`}
              options={[
                { value: 'en', label: 'English' },
                { value: 'ar', label: 'العربية' },
              ]}
              {...field}
              onValueChange={(value) => field.onValueChange(value as QuoteValues['language'])}
            />
          )}
        </Bind>
      </div>
      <Bind form={form} name="message">
        {(field) => <TextArea optional rows={2} label={t`A word to the customer`} {...field} />}
      </Bind>
      <Bind form={form} name="terms">
        {(field) => (
          <TextArea
            optional
            rows={4}
            label={t`Conditions`}
            hint={
              <Trans>
                Billing and payment, and whatever else you agree on. They become part of what is accepted.
              </Trans>
            }
            {...field}
          />
        )}
      </Bind>
    </div>
  );
}
