import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { BuyerField } from '../../kit/billing/BuyerField.tsx';
import { unless } from '../../kit/can.ts';
import { dayAfter } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { findResellers } from '../resellers/find.ts';

/** Keeps a certificate that frees a reseller from tax. */
export function NewExemption() {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      label={t`Add a certificate`}
      description={t`It counts for sales within the country; abroad the place of supply decides.`}
      disabled={unless(useCan('tax.manage'))}
    >
      {(close) => <ExemptionForm onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  account_id: z.uuid(),
  certificate: z.string().trim().min(1).max(100),
  authority: z.string().trim().min(1).max(200),
  valid_from: z.iso.date(),
  last_day: z.iso.date(),
});

function ExemptionForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: 'exemption-new',
    schema,
    defaults: { account_id: '', certificate: '', authority: '', valid_from: today, last_day: '' },
    submit: ({ account_id, last_day, ...values }) =>
      api.POST('/v1/billing/accounts/{id}/tax-exemptions', {
        params: { path: { id: account_id } },
        body: { ...values, valid_to: dayAfter(last_day) },
      }),
    onDone: () => {
      toast.good(t`The certificate is kept`);
      onDone();
    },
  });
  const first = form.hook.watch('valid_from');
  return (
    <Form form={form} action={<Trans>Add it</Trans>}>
      <Bind form={form} name="account_id">
        {(field) => (
          <BuyerField label={t`Reseller`} findBuyers={findResellers} onBuyer={() => undefined} {...field} />
        )}
      </Bind>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="certificate">
          {(field) => <TextField ltr label={t`Number of the certificate`} {...field} />}
        </Bind>
        <Bind form={form} name="authority">
          {(field) => <TextField label={t`Issued by`} {...field} />}
        </Bind>
        <Bind form={form} name="valid_from">
          {(field) => <DateField label={t`First day`} {...field} />}
        </Bind>
        <Bind form={form} name="last_day">
          {(field) => <DateField label={t`Last day`} min={first} {...field} />}
        </Bind>
      </div>
    </Form>
  );
}
