import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowLeftRight } from 'lucide-react';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Empty } from '../../ui/states.tsx';

import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** The rates of exchange by which a document in a foreign currency tells its tax in the currency of the seller's country. */
export function ExchangeRates() {
  const { t } = useLingui();
  const { items, can } = $api.useSuspenseQuery('get', '/v1/billing/exchange-rates').data;
  return (
    <Card
      flush
      title={t`Exchange rates`}
      description={t`A document in a foreign currency tells its tax in the seller’s own too, by the latest rate up to its day of issue.`}
      actions={<RecordRate can={can.record} />}
    >
      {items.length === 0 ? (
        <Empty icon={ArrowLeftRight} title={t`No rate is recorded yet`}>
          <Trans>Only documents in another currency than the seller’s country’s need one.</Trans>
        </Empty>
      ) : (
        <Table caption={t`Exchange rates`}>
          <thead>
            <tr>
              <Th>{t`From`}</Th>
              <Th>{t`Rate`}</Th>
              <Th className="max-sm:hidden">{t`Source`}</Th>
            </tr>
          </thead>
          <tbody>
            {items.map((rate) => (
              <RateRow key={`${rate.from_currency}${rate.to_currency}${rate.valid_on}`} rate={rate} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

type Rate = { from_currency: string; to_currency: string; valid_on: string; rate: string; source: string };

function RateRow({ rate: { from_currency, to_currency, valid_on, rate, source } }: { rate: Rate }) {
  const { date } = useFormat();
  return (
    <Tr>
      <Td>{date(valid_on)}</Td>
      <Td>
        <bdi dir="ltr" className="figures font-medium">{`1 ${from_currency} = ${rate} ${to_currency}`}</bdi>
      </Td>
      <Td className="max-sm:hidden">
        <bdi className="text-sm text-muted">{source}</bdi>
      </Td>
    </Tr>
  );
}

function RecordRate({ can }: { can: true | string }) {
  const { t } = useLingui();
  return (
    <DialogButton label={t`Record a rate`} disabled={unless(can)}>
      {(close) => <RateForm onDone={close} />}
    </DialogButton>
  );
}

const currency = z
  .string()
  .trim()
  .transform((code) => code.toUpperCase())
  .pipe(z.string().regex(/^[A-Z]{3}$/));
const schema = z.object({
  from_currency: currency,
  to_currency: currency,
  rate: z
    .string()
    .trim()
    .regex(/^\d{1,12}(\.\d{1,12})?$/),
  valid_on: z.iso.date(),
  source: z.string().trim().min(1).max(200),
});

function RateForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: 'exchange-rate',
    schema,
    defaults: { from_currency: 'USD', to_currency: 'SAR', rate: '', valid_on: today, source: '' },
    submit: (body) => api.POST('/v1/billing/exchange-rates', { body }),
    onDone: () => {
      toast.good(t`The rate is recorded`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Record it</Trans>}>
      <div className="grid gap-5 sm:grid-cols-3">
        <Bind form={form} name="from_currency">
          {(field) => <TextField ltr label={t`One unit of`} {...field} />}
        </Bind>
        <Bind form={form} name="rate">
          {(field) => <TextField ltr label={t`Is worth`} {...field} />}
        </Bind>
        <Bind form={form} name="to_currency">
          {(field) => <TextField ltr label={t`In`} {...field} />}
        </Bind>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="valid_on">
          {(field) => <DateField label={t`From the day`} max={today} {...field} />}
        </Bind>
        <Bind form={form} name="source">
          {(field) => <TextField label={t`Source`} placeholder={t`Such as a central bank`} {...field} />}
        </Bind>
      </div>
    </Form>
  );
}
