import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form, Refusal } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { sentenceOf } from '../problems.ts';
import type { FindBuyers } from './BuyerField.tsx';
import { EntryFacts, MatchEntry } from './MatchEntry.tsx';
import { type BankEntry, type Payment, useBillingWords } from './words.ts';

/** What a person can say of an entry that waits: whose money it is, or which payment the bank took back by it. */
export function SettleEntry({ entry, findBuyers }: { entry: BankEntry; findBuyers: FindBuyers }) {
  return entry.amount.amount < 0 ? (
    <TakenBackEntry entry={entry} />
  ) : (
    <MatchEntry entry={entry} findBuyers={findBuyers} />
  );
}

function TakenBackEntry({ entry }: { entry: BankEntry }) {
  const { t } = useLingui();
  return (
    <DialogButton size="sm" label={t`Reverse`} title={t`Which payment did the bank take back?`}>
      {(close) => <Body entry={entry} onDone={close} />}
    </DialogButton>
  );
}

type Props = { entry: BankEntry; onDone: () => void };

function Body({ entry, onDone }: Props) {
  const params = { path: { id: entry.id } };
  const { data, error } = $api.useQuery('get', '/v1/billing/bank-entries/{id}/reversible', { params });
  if (error) return <Refusal>{sentenceOf(error)}</Refusal>;
  if (!data) return <SkeletonText lines={4} />;
  return <ReverseForm entry={entry} payments={data.items} onDone={onDone} />;
}

const schema = z.object({ payment_id: z.string().min(1) });

function ReverseForm({ entry, payments, onDone }: Props & { payments: Payment[] }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { method } = useBillingWords();
  const proposed = entry.proposed_payment_id;
  const form = useForm({
    name: `reverse-entry-${entry.id}`,
    keep: false,
    schema,
    defaults: { payment_id: proposed ?? '' },
    submit: (body) =>
      api.POST('/v1/billing/bank-entries/{id}/reverse', { params: { path: { id: entry.id } }, body }),
    onDone: () => {
      toast.good(t`Payment reversed`);
      onDone();
    },
  });
  const options = payments.map((payment) => ({
    value: payment.id,
    label: t`${payment.buyer.name}, received on ${date(payment.received_on)}`,
    note: [
      payment.id === proposed && t`Most likely this one`,
      payment.reversal && t`Reversed by hand already`,
      payment.note ?? method(payment.method),
    ]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <Form
      form={form}
      action={<Trans>Reverse the payment</Trans>}
      secondary={<LeaveOut entry={entry} onDone={onDone} />}
      unguarded
    >
      <EntryFacts entry={entry} />
      <Bind form={form} name="payment_id">
        {(field) => <RadioGroup label={t`Payments of this amount`} options={options} {...field} />}
      </Bind>
      <p className="text-sm text-muted">
        <Trans>The invoices that it paid are open again, and the buyer gets a letter about it.</Trans>
      </p>
    </Form>
  );
}

function LeaveOut({ entry, onDone }: Props) {
  const { t } = useLingui();
  const leave = $api.useMutation('post', '/v1/billing/bank-entries/{id}/leave-out');
  const press = () =>
    leave.mutate(
      { params: { path: { id: entry.id } } },
      {
        onSuccess: () => {
          toast.good(t`Left out`);
          onDone();
        },
      },
    );
  return (
    <Button variant="quiet" busy={leave.isPending} onClick={press}>
      <Trans>None of these</Trans>
    </Button>
  );
}
