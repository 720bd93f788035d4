import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { DateField } from '../../ui/DateField.tsx';
import { HandCoins } from '../../ui/icons.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { unless } from '../can.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { useToday } from '../useToday.ts';
import type { InvoiceDetail } from './words.ts';

/** Writes down money that came for an invoice by other means. */
export function RecordPayment({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useLingui();
  return (
    <DialogButton
      label={t`Record a payment`}
      description={t`For money that came another way: cash, a cheque, a transfer that carried no reference.`}
      icon={HandCoins}
      disabled={unless(invoice.can.record_payment)}
    >
      {(close) => <PaymentForm invoice={invoice} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  amount: z
    .int()
    .positive()
    .nullable()
    .refine((amount) => amount !== null),
  received_on: z.iso.date(),
  note: z.string().trim().min(2).max(200),
});

function PaymentForm({ invoice, onDone }: { invoice: InvoiceDetail; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: `payment-${invoice.id}`,
    schema,
    defaults: { amount: invoice.open.amount, received_on: today, note: '' },
    submit: ({ amount, received_on, note }) =>
      api.POST('/v1/billing/payments', {
        body: {
          account_id: invoice.account_id,
          invoice_id: invoice.id,
          amount: amount ?? 0,
          received_on,
          note,
        },
      }),
    onDone: () => {
      toast.good(t`Payment recorded`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Record the payment</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="amount">
          {(field) => <MoneyField label={t`Amount`} currency={invoice.total.currency} {...field} />}
        </Bind>
        <Bind form={form} name="received_on">
          {(field) => <DateField label={t`Received on`} max={today} {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="note">
        {(field) => <TextField label={t`How it came`} placeholder={t`Cheque 004512`} {...field} />}
      </Bind>
    </Form>
  );
}
