import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { type Buyer, BuyerField } from '../../kit/billing/BuyerField.tsx';
import { unless } from '../../kit/can.ts';
import { firstsOfMonths } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { findResellers } from '../resellers/find.ts';

/** Sets what a reseller has promised to buy each month. */
export function SetMinimum() {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      label={t`Set a minimum`}
      description={t`It goes before what the reseller’s plan commits to, from its month on. Zero ends it.`}
      disabled={unless(useCan('fee.manage'))}
    >
      {(close) => <MinimumForm onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  account_id: z.uuid(),
  amount: z
    .int()
    .min(0)
    .nullable()
    .refine((amount) => amount !== null),
  valid_from: z.iso.date(),
});

function MinimumForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const { month } = useFormat();
  const [buyer, setBuyer] = useState<Buyer | null>(null);
  const months = firstsOfMonths(useToday(), 12).map((value) => ({ value, label: month(value) }));
  const form = useForm({
    name: 'minimum-new',
    schema,
    defaults: { account_id: '', amount: null as number | null, valid_from: months[0]?.value ?? '' },
    submit: ({ account_id, amount, valid_from }) =>
      api.POST('/v1/billing/accounts/{id}/minimums', {
        params: { path: { id: account_id } },
        body: { valid_from, amount: amount ?? 0 },
      }),
    onDone: () => {
      toast.good(t`The minimum is set`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Set it</Trans>}>
      <Bind form={form} name="account_id">
        {(field) => (
          <BuyerField label={t`Reseller`} findBuyers={findResellers} onBuyer={setBuyer} {...field} />
        )}
      </Bind>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="amount">
          {(field) => (
            <MoneyField label={t`Each month, without tax`} currency={buyer?.currency ?? 'SAR'} {...field} />
          )}
        </Bind>
        <Bind form={form} name="valid_from">
          {(field) => <Select label={t`From the month`} options={months} {...field} />}
        </Bind>
      </div>
    </Form>
  );
}
