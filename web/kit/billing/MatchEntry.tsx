import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { Money } from '../../ui/Money.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { type Buyer, BuyerField, type FindBuyers } from './BuyerField.tsx';
import type { BankEntry } from './words.ts';

type Props = { entry: BankEntry; findBuyers: FindBuyers };

/** Says whose money a bank entry is, and what it pays. */
export function MatchEntry({ entry, findBuyers }: Props) {
  const { t } = useLingui();
  return (
    <DialogButton size="sm" label={t`Match`} title={t`Whose money is this?`}>
      {(close) => <MatchForm entry={entry} findBuyers={findBuyers} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({ account_id: z.string().min(1), invoice_id: z.string() });
const CREDIT = 'credit';

function MatchForm({ entry, findBuyers, onDone }: Props & { onDone: () => void }) {
  const { t } = useLingui();
  const [buyer, setBuyer] = useState<Buyer | null>(null);
  const form = useForm({
    name: `match-${entry.id}`,
    keep: false,
    schema,
    defaults: { account_id: '', invoice_id: CREDIT },
    submit: ({ account_id, invoice_id }) =>
      api.POST('/v1/billing/bank-entries/{id}/match', {
        params: { path: { id: entry.id } },
        body: { account_id, invoice_id: invoice_id === CREDIT ? null : invoice_id },
      }),
    onDone: () => {
      toast.good(t`Matched`);
      onDone();
    },
  });
  const onBuyer = (next: Buyer | null) => {
    setBuyer(next);
    form.hook.setValue('invoice_id', CREDIT);
  };
  return (
    <Form form={form} action={<Trans>Match it</Trans>} unguarded>
      <EntryFacts entry={entry} />
      <Bind form={form} name="account_id">
        {(field) => (
          <BuyerField label={t`Who sent it`} findBuyers={findBuyers} onBuyer={onBuyer} {...field} />
        )}
      </Bind>
      {buyer && (
        <Bind form={form} name="invoice_id">
          {(field) => <InvoiceChoice key={buyer.buyer_id} buyer={buyer} entry={entry} {...field} />}
        </Bind>
      )}
    </Form>
  );
}

/** Who sent an entry, how much and in which words. */
export function EntryFacts({ entry }: { entry: BankEntry }) {
  const { date } = useFormat();
  return (
    <div className="rounded-lg bg-sunken px-4 py-3">
      <p className="flex items-baseline justify-between gap-4 font-medium">
        <bdi>{entry.counterparty}</bdi>
        <Money value={entry.amount} />
      </p>
      <p className="mt-0.5 text-sm text-muted">
        {date(entry.booked_on)} · <bdi className="wrap-anywhere">{entry.remittance}</bdi>
      </p>
    </div>
  );
}

type ChoiceProps = { buyer: Buyer; entry: BankEntry; value: string; onValueChange: (value: string) => void };

/** The buyer's open invoices, those of the entry's very amount named as such. */
function InvoiceChoice({ buyer, entry, ...field }: ChoiceProps) {
  const { t } = useLingui();
  const { date, money } = useFormat();
  const query = { side: 'issued', state: 'open', buyer_id: buyer.buyer_id, limit: 20 } as const;
  const { data } = $api.useQuery('get', '/v1/billing/invoices', { params: { query } });
  if (!data) return <SkeletonText lines={2} />;
  const options = data.items.map((invoice) => ({
    value: invoice.id,
    label: `${invoice.number} · ${money(invoice.open)}`,
    note:
      invoice.open.amount === entry.amount.amount
        ? t`Exactly this amount, due on ${date(invoice.due_on ?? '')}`
        : t`Due on ${date(invoice.due_on ?? '')}`,
  }));
  return (
    <RadioGroup
      label={t`What it pays`}
      options={[
        ...options,
        {
          value: CREDIT,
          label: t`Whatever is due first`,
          note: t`The oldest open invoice; what is over stays as credit.`,
        },
      ]}
      {...field}
    />
  );
}
