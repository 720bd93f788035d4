import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { DateField } from '../../ui/DateField.tsx';
import { HandCoins } from '../../ui/icons.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { useToday } from '../useToday.ts';
import { type PaymentDetail, useRefundWords } from './words.ts';

/** Sends back what an account has paid too much: to the card that it came from, or by a bank transfer that was made. */
export function RefundPayment({ payment }: { payment: PaymentDetail }) {
  const { t } = useLingui();
  return (
    <DialogButton
      variant={payment.can.refund === true ? 'primary' : 'secondary'}
      label={t`Refund`}
      title={t`Refund this payment`}
      icon={HandCoins}
      disabled={unless(payment.can.refund)}
    >
      {(close) => <RefundForm payment={payment} onDone={close} />}
    </DialogButton>
  );
}

const schema = z
  .object({
    way: z.enum(['card', 'bank_transfer']),
    amount: z
      .int()
      .positive()
      .nullable()
      .refine((amount) => amount !== null),
    refunded_on: z.iso.date(),
    reference: z.string().trim().max(100),
    note: z.string().trim().max(90),
  })
  .superRefine(({ way, reference: input }, context) => {
    if (way === 'bank_transfer' && input.length < 2)
      context.addIssue({ code: 'too_small', origin: 'string', minimum: 2, path: ['reference'], input });
  });

function RefundForm({ payment, onDone }: { payment: PaymentDetail; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: `refund-${payment.id}`,
    keep: false,
    schema,
    defaults: {
      way: payment.ways[0] ?? 'bank_transfer',
      amount: payment.refundable.amount,
      refunded_on: today,
      reference: '',
      note: '',
    },
    submit: ({ way, amount, refunded_on, reference, note }) =>
      api.POST('/v1/billing/payments/{id}/refunds', {
        params: { path: { id: payment.id } },
        body: {
          ...{ way, amount: amount ?? 0, note: note === '' ? null : note },
          ...(way === 'bank_transfer' && { refunded_on, reference }),
        },
      }),
    onDone: () => {
      toast.good(t`Refund made`);
      onDone();
    },
  });
  const way = form.hook.watch('way');
  const { currency } = payment.amount;
  return (
    <Form
      form={form}
      action={way === 'card' ? <Trans>Send it to the card</Trans> : <Trans>Record the refund</Trans>}
      unguarded
    >
      <Free payment={payment} />
      {payment.ways.length > 1 && (
        <Bind form={form} name="way">
          {({ value, onValueChange, ...field }) => (
            <Ways
              ways={payment.ways}
              value={value}
              onValueChange={(next) => onValueChange(next as typeof value)}
              {...field}
            />
          )}
        </Bind>
      )}
      <Bind form={form} name="amount">
        {(field) => <MoneyField label={t`Amount`} currency={currency} {...field} />}
      </Bind>
      {way === 'bank_transfer' && (
        <div className="grid gap-5 sm:grid-cols-2">
          <Bind form={form} name="refunded_on">
            {(field) => <DateField label={t`Sent on`} min={payment.received_on} max={today} {...field} />}
          </Bind>
          <Bind form={form} name="reference">
            {(field) => <TextField label={t`The bank’s reference`} {...field} />}
          </Bind>
        </div>
      )}
      <Bind form={form} name="note">
        {(field) => <TextField label={t`Note`} hint={t`The buyer sees it on the statement.`} {...field} />}
      </Bind>
    </Form>
  );
}

type WaysProps = Omit<Parameters<typeof RadioGroup>[0], 'label' | 'options'> & {
  ways: PaymentDetail['ways'];
};

function Ways({ ways, ...field }: WaysProps) {
  const { t } = useLingui();
  const words = useRefundWords();
  const options = ways.map((way) => ({ value: way, label: words.ways[way], note: words.wayNotes[way] }));
  return <RadioGroup label={t`How it goes back`} options={options} {...field} />;
}

/** How much may go back and why, before anybody presses. */
function Free({ payment: { refundable, waiting } }: { payment: PaymentDetail }) {
  const { money } = useFormat();
  const sum = <bdi className="font-medium">{money(refundable)}</bdi>;
  return (
    <p className="rounded-lg bg-sunken px-4 py-3 text-sm text-muted">
      {refundable.amount <= waiting.amount ? (
        <Trans>{sum} of this payment waits as credit and can go back.</Trans>
      ) : (
        <Trans>
          {sum} can go back: credit notes have given that much on the account. The invoices stay paid, by
          their credit.
        </Trans>
      )}{' '}
      <Trans>From now on it is no longer credit, and the payer gets a letter.</Trans>
    </p>
  );
}
