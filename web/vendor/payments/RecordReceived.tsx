import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { type Buyer, BuyerField } from '../../kit/billing/BuyerField.tsx';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan, useSession } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { HandCoins } from '../../ui/icons.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { findResellers } from '../resellers/find.ts';

/** Writes down money that came from a reseller; it pays what is due first. */
export function RecordReceived() {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      icon={HandCoins}
      label={t`Record a payment`}
      description={t`It pays the reseller’s oldest open invoices; what is over stays as credit.`}
      disabled={unless(useCan('payment.record'))}
    >
      {(close) => <ReceivedForm onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  account_id: z.string().min(1),
  amount: z
    .int()
    .positive()
    .nullable()
    .refine((amount) => amount !== null),
  received_on: z.iso.date(),
  note: z.string().trim().min(2).max(200),
});

function ReceivedForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const { organization } = useSession();
  const [buyer, setBuyer] = useState<Buyer | null>(null);
  const form = useForm({
    name: 'payment-received',
    keep: false,
    schema,
    defaults: { account_id: '', amount: null, received_on: today, note: '' },
    submit: ({ amount, ...rest }) =>
      api.POST('/v1/billing/payments', { body: { ...rest, amount: amount ?? 0 } }),
    onDone: () => {
      toast.good(t`Payment recorded`);
      onDone();
    },
  });
  const currency = buyer?.currency ?? organization.currency;
  return (
    <Form form={form} action={<Trans>Record the payment</Trans>} unguarded>
      <Bind form={form} name="account_id">
        {(field) => (
          <BuyerField label={t`Reseller`} findBuyers={findResellers} onBuyer={setBuyer} {...field} />
        )}
      </Bind>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="amount">
          {(field) => <MoneyField key={currency} label={t`Amount`} currency={currency} {...field} />}
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
