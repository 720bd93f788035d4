import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { subscription: SubscriptionDetail };

/** Says that a subscription's past was otherwise; the next bills follow. */
export function CorrectButton({ subscription }: Props) {
  const { t } = useLingui();
  return (
    <DialogButton
      label={t`Correct the past`}
      title={t`Correct the quantity of past days`}
      description={t`Nothing billed is changed: the next invoice on every account charges or gives back the difference, at the prices that were charged.`}
      disabled={unless(subscription.can.correct)}
    >
      {(close) => <CorrectionForm subscription={subscription} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  quantity: z
    .int()
    .min(0)
    .max(1_000_000)
    .nullable()
    .refine((quantity) => quantity !== null),
  starts_on: z.iso.date(),
  until: z.union([z.iso.date(), z.literal('')]),
  reason: z.string().trim().min(3).max(500),
});

function CorrectionForm({ subscription, onDone }: Props & { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: `correction-${subscription.id}`,
    schema,
    defaults: { quantity: subscription.quantity as number | null, starts_on: today, until: '', reason: '' },
    submit: ({ until, quantity, ...values }) =>
      api.POST('/v1/orders/subscriptions/{id}/corrections', {
        params: { path: { id: subscription.id } },
        body: { ...values, quantity: quantity ?? 0, until: until || null },
      }),
    onDone: () => {
      toast.good(t`Corrected; the next invoice shows the difference`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Correct it</Trans>}>
      <Bind form={form} name="quantity">
        {(field) => (
          <NumberField
            label={t`Quantity it really was`}
            hint={t`0 ends the subscription from that day.`}
            min={0}
            {...field}
          />
        )}
      </Bind>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="starts_on">
          {(field) => (
            <DateField label={t`From`} min={subscription.activated_on ?? today} max={today} {...field} />
          )}
        </Bind>
        <Bind form={form} name="until">
          {(field) => (
            <DateField
              optional
              label={t`Until, not included`}
              hint={t`Empty: up to the next change.`}
              max={today}
              {...field}
            />
          )}
        </Bind>
      </div>
      <Bind form={form} name="reason">
        {(field) => (
          <TextField label={t`Reason`} hint={t`It stands beside the line on the invoice.`} {...field} />
        )}
      </Bind>
    </Form>
  );
}
