import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { ExemptionFields } from '../exemptions/ExemptionFields.tsx';
import { exemptionOf, saysWhy, TAXED, taxedFields } from '../exemptions/exemption.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import type { InvoiceDetail } from './words.ts';

type Of = { invoice: InvoiceDetail };
type Closing = Of & { onDone: () => void };

/** What its seller may still do to an issued invoice: credit it, charge more, write off what will not come. */
export function InvoiceCorrections({ invoice }: Of) {
  const { t } = useLingui();
  if (invoice.can.credit !== true) return null;
  return (
    <>
      <DialogButton
        label={t`Issue a credit note`}
        title={t`Credit this invoice`}
        description={t`A credit note takes back what was charged, with its tax. It settles what is open here first; the rest waits as credit on the account.`}
      >
        {(close) => <CreditForm invoice={invoice} onDone={close} />}
      </DialogButton>
      <DialogButton
        label={t`Charge more`}
        title={t`Charge more on this invoice`}
        description={t`A debit note, under the same tax rule as the invoice.`}
      >
        {(close) => <DebitForm invoice={invoice} onDone={close} />}
      </DialogButton>
      {invoice.can.write_off === true && (
        <DialogButton
          label={t`Write off`}
          title={t`Write off what is open`}
          description={t`The invoice is closed and what is open becomes a bad debt in the ledger. The buyer sees that nothing is open any more.`}
        >
          {(close) => <WriteOffForm invoice={invoice} onDone={close} />}
        </DialogButton>
      )}
    </>
  );
}

const reason = z.string().trim().min(3).max(500);

function CreditForm({ invoice, onDone }: Closing) {
  const { t } = useLingui();
  const form = useForm({
    name: `credit-${invoice.id}`,
    schema: z.object({ net: z.int().positive().nullable(), reason }),
    defaults: { net: null, reason: '' },
    submit: (values) =>
      api.POST('/v1/billing/invoices/{id}/credit-notes', {
        params: { path: { id: invoice.id } },
        body: { reason: values.reason, ...(values.net !== null && { net: values.net }) },
      }),
    onDone: () => {
      toast.good(t`Credit note issued`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Issue the credit note</Trans>}>
      <Bind form={form} name="net">
        {(field) => (
          <MoneyField
            optional
            label={t`Amount without tax`}
            hint={t`Leave it empty to credit all that is left of the invoice.`}
            currency={invoice.total.currency}
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="reason">
        {(field) => <TextField label={t`Reason`} hint={t`It stands on the note.`} {...field} />}
      </Bind>
    </Form>
  );
}

function DebitForm({ invoice, onDone }: Closing) {
  const { t } = useLingui();
  const words = z.string().trim().min(1).max(200);
  const form = useForm({
    name: `debit-${invoice.id}`,
    schema: z
      .object({
        en: words,
        ar: words,
        net: z
          .int()
          .positive()
          .nullable()
          .refine((net) => net !== null),
        reason,
        ...taxedFields,
      })
      .superRefine(saysWhy),
    defaults: { en: '', ar: '', net: null, reason: '', ...TAXED },
    submit: ({ en, ar, net, reason: why, ...tax }) =>
      api.POST('/v1/billing/invoices/{id}/debit-notes', {
        params: { path: { id: invoice.id } },
        body: { reason: why, lines: [{ words: { en, ar }, net: net ?? 0, exemption: exemptionOf(tax) }] },
      }),
    onDone: () => {
      toast.good(t`Debit note issued`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Issue the debit note</Trans>}>
      <Bind form={form} name="en">
        {(field) => <TextField label={t`What it is for, in English`} {...field} />}
      </Bind>
      <Bind form={form} name="ar">
        {(field) => <TextField label={t`What it is for, in Arabic`} {...field} />}
      </Bind>
      <Bind form={form} name="net">
        {(field) => <MoneyField label={t`Amount without tax`} currency={invoice.total.currency} {...field} />}
      </Bind>
      <ExemptionFields form={form} />
      <Bind form={form} name="reason">
        {(field) => <TextField label={t`Reason`} hint={t`It stands on the note.`} {...field} />}
      </Bind>
    </Form>
  );
}

function WriteOffForm({ invoice, onDone }: Closing) {
  const { t } = useLingui();
  const form = useForm({
    name: `write-off-${invoice.id}`,
    schema: z.object({ reason }),
    defaults: { reason: '' },
    submit: (body) =>
      api.POST('/v1/billing/invoices/{id}/write-off', { params: { path: { id: invoice.id } }, body }),
    onDone: () => {
      toast.good(t`Written off`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Write it off</Trans>}>
      <Bind form={form} name="reason">
        {(field) => <TextField label={t`Reason`} {...field} />}
      </Bind>
    </Form>
  );
}
