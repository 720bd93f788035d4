import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Undo2 } from '../../ui/icons.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { useToday } from '../useToday.ts';
import { type PaymentDetail, useReversalWords } from './words.ts';

/** Takes a payment back whole: the bank returned it, the card's issuer charged it back, or it was recorded by mistake. */
export function ReversePayment({ payment }: { payment: PaymentDetail }) {
  const { t } = useLingui();
  return (
    <DialogButton
      label={t`Reverse the payment`}
      title={t`Reverse this payment?`}
      icon={Undo2}
      disabled={unless(payment.can.reverse)}
    >
      {(close) => <ReverseForm payment={payment} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  reason: z.enum(['returned', 'chargeback', 'mistake']),
  reversed_on: z.iso.date(),
  note: z.string().trim().max(200),
});

function ReverseForm({ payment, onDone }: { payment: PaymentDetail; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const { reasons, reasonNotes } = useReversalWords();
  const form = useForm({
    name: `reverse-${payment.id}`,
    keep: false,
    schema,
    defaults: { reason: payment.reasons[0] ?? 'mistake', reversed_on: today, note: '' },
    submit: ({ note, ...wanted }) =>
      api.POST('/v1/billing/payments/{id}/reverse', {
        params: { path: { id: payment.id } },
        body: { ...wanted, note: note === '' ? null : note },
      }),
    onDone: () => {
      toast.good(t`Payment reversed`);
      onDone();
    },
  });
  const options = payment.reasons.map((value) => ({
    value,
    label: reasons[value],
    note: reasonNotes[value],
  }));
  return (
    <Form form={form} action={<Trans>Reverse it</Trans>} unguarded>
      <Consequence payment={payment} />
      <Bind form={form} name="reason">
        {({ value, onValueChange, ...field }) => (
          <RadioGroup
            label={t`Why the money is gone`}
            options={options}
            value={value}
            onValueChange={(next) => onValueChange(next as typeof value)}
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="reversed_on">
        {(field) => <DateField label={t`Gone on`} min={payment.received_on} max={today} {...field} />}
      </Bind>
      <Bind form={form} name="note">
        {(field) => (
          <TextField
            label={t`Note`}
            hint={t`What the bank said; the buyer sees it on the statement.`}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}

/** What will be so afterwards, before anybody presses. */
function Consequence({ payment }: { payment: PaymentDetail }) {
  const { money } = useFormat();
  const { parts, amount, taken, waiting } = payment;
  const waits = <bdi>{money(waiting)}</bdi>;
  const sum = <bdi className="font-medium">{money({ ...amount, amount: amount.amount - taken.amount })}</bdi>;
  return (
    <p className="rounded-lg bg-sunken px-4 py-3 text-sm text-muted">
      {taken.amount > 0 ? (
        <Trans>{sum}, which is left of it, is taken back for good.</Trans>
      ) : (
        <Trans>{sum} is taken back whole, for good.</Trans>
      )}{' '}
      {parts.length > 0 && (
        <Plural
          value={parts.length}
          one="The invoice that it paid is open again."
          other="The # invoices that it paid are open again."
        />
      )}{' '}
      {waiting.amount > 0 && <Trans>{waits} is no longer credit on the account.</Trans>}{' '}
      <Trans>The buyer gets a letter about it.</Trans>
    </p>
  );
}
