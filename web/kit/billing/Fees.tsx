import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { $api, api, type Item } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { HandCoins } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { Empty } from '../../ui/states.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { confirm } from '../confirm.ts';
import { ExemptionFields } from '../exemptions/ExemptionFields.tsx';
import { exemptionOf, saysWhy, TAXED, taxedFields } from '../exemptions/exemption.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { useCan } from '../session.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { useToday } from '../useToday.ts';
import { type Buyer, BuyerField, type FindBuyers } from './BuyerField.tsx';

type Fee = Item<'/v1/billing/fees'>;

/** What is charged beside subscriptions: once, or again and again. */
export function FeesTable() {
  const { t } = useLingui();
  return (
    <DataTable<Fee>
      caption={t`Fees and services`}
      from="/v1/billing/fees"
      query={{}}
      columns={useColumns()}
      rowKey={(fee) => fee.id}
      rowActions={(fee) => fee.can.end === true && <EndFee fee={fee} />}
      defaultSort="-recorded_at"
      csv
      empty={
        <Empty icon={HandCoins} title={t`Nothing yet`}>
          {t`A migration, a training day, a care plan: what you charge beside subscriptions stands here and comes with the month’s invoice.`}
        </Empty>
      }
    />
  );
}

/** How often, in words. */
function useRhythms() {
  const { t } = useLingui();
  return {
    once: t`Once`,
    '1': t`Every month`,
    '3': t`Every 3 months`,
    '6': t`Every 6 months`,
    '12': t`Every year`,
  };
}

function useColumns(): Column<Fee>[] {
  const { t } = useLingui();
  const { date, number, text } = useFormat();
  const rhythms = useRhythms();
  return [
    { id: 'words', header: t`What`, cell: (fee) => text(fee.words) },
    { id: 'buyer', header: t`Billed to`, phone: 'line', cell: (fee) => <bdi>{fee.buyer.name}</bdi> },
    {
      id: 'rhythm',
      header: t`How often`,
      cell: (fee) => rhythms[String(fee.every_months ?? 'once') as keyof typeof rhythms],
    },
    { id: 'starts_on', header: t`From`, sort: true, cell: (fee) => date(fee.starts_on) },
    { id: 'ends_on', header: t`Until`, cell: (fee) => fee.ends_on && date(fee.ends_on) },
    { id: 'quantity', header: t`Quantity`, numeric: true, cell: (fee) => number(fee.quantity) },
    {
      id: 'unit_price',
      header: t`Unit price`,
      numeric: true,
      phone: 'aside',
      cell: (fee) => <Money value={fee.unit_price} />,
    },
    {
      id: 'exemption',
      header: t`Tax`,
      phone: 'hide',
      cell: ({ exemption }) =>
        exemption ? (
          <>
            {t`None`}
            <bdi className="block text-sm text-faint">{text(exemption)}</bdi>
          </>
        ) : (
          t`Standard`
        ),
    },
    { id: 'charged', header: t`Charged so far`, numeric: true, cell: (fee) => <Money value={fee.charged} /> },
  ];
}

function EndFee({ fee }: { fee: Fee }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const today = useToday();
  const end = $api.useMutation('post', '/v1/billing/fees/{id}/end');
  const name = text(fee.words);
  const press = async () => {
    const sure = await confirm({
      title: fee.every_months === null ? t`Take ${name} back?` : t`End ${name} today?`,
      description:
        fee.every_months === null
          ? t`It is not charged yet, and will not be.`
          : t`Periods that have begun stay charged.`,
      action: fee.every_months === null ? t`Take it back` : t`End it`,
    });
    const ends_on = fee.starts_on > today ? fee.starts_on : today;
    if (sure) end.mutate({ params: { path: { id: fee.id } }, body: { ends_on } });
  };
  return (
    <Button size="sm" variant="quiet" busy={end.isPending} onClick={() => void press()}>
      {fee.every_months === null ? t`Take it back` : t`End it`}
    </Button>
  );
}

/** Adds something to charge on a buyer's account. */
export function NewFee({ findBuyers }: { findBuyers: FindBuyers }) {
  const { t } = useLingui();
  const may = useCan('fee.manage');
  return (
    <DialogButton
      label={t`Add a charge`}
      description={t`It comes with the invoice of the month in which it falls.`}
      variant="primary"
      disabled={may === true ? false : may}
    >
      {(close) => <FeeForm findBuyers={findBuyers} onDone={close} />}
    </DialogButton>
  );
}

const words = z.string().trim().min(1).max(200);
const schema = z
  .object({
    account_id: z.uuid(),
    en: words,
    ar: words,
    quantity: z
      .int()
      .min(1)
      .nullable()
      .refine((quantity) => quantity !== null),
    unit_price: z
      .int()
      .positive()
      .nullable()
      .refine((price) => price !== null),
    every_months: z.string(),
    starts_on: z.iso.date(),
    reference: z.string().trim().max(100),
    ...taxedFields,
  })
  .superRefine(saysWhy);

function bodyOf({ en, ar, every_months, taxed, exemption, ...values }: z.infer<typeof schema>) {
  return {
    ...values,
    words: { en, ar },
    quantity: values.quantity ?? 1,
    unit_price: values.unit_price ?? 0,
    exemption: exemptionOf({ taxed, exemption }),
    every_months: every_months === 'once' ? null : (Number(every_months) as 1 | 3 | 6 | 12),
    reference: values.reference || null,
  };
}

function FeeForm({ findBuyers, onDone }: { findBuyers: FindBuyers; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const rhythms = useRhythms();
  const [buyer, setBuyer] = useState<Buyer | null>(null);
  const form = useForm({
    name: 'fee-new',
    schema,
    defaults: {
      ...{ account_id: '', en: '', ar: '', quantity: 1 as number | null, unit_price: null as number | null },
      ...{ every_months: 'once', starts_on: today, reference: '' },
      ...TAXED,
    },
    submit: (values) => api.POST('/v1/billing/fees', { body: bodyOf(values) }),
    onDone: () => {
      toast.good(t`It comes with the next invoice`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Add it</Trans>}>
      <Bind form={form} name="account_id">
        {(field) => <BuyerField label={t`Billed to`} findBuyers={findBuyers} onBuyer={setBuyer} {...field} />}
      </Bind>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="en">
          {(field) => <TextField label={t`What it is, in English`} {...field} />}
        </Bind>
        <Bind form={form} name="ar">
          {(field) => <TextField label={t`What it is, in Arabic`} {...field} />}
        </Bind>
        <Bind form={form} name="unit_price">
          {(field) => (
            <MoneyField label={t`Unit price without tax`} currency={buyer?.currency ?? 'SAR'} {...field} />
          )}
        </Bind>
        <Bind form={form} name="quantity">
          {(field) => <NumberField label={t`Quantity`} min={1} {...field} />}
        </Bind>
        <Bind form={form} name="every_months">
          {(field) => (
            <Select
              label={t`How often`}
              options={Object.entries(rhythms).map(([value, label]) => ({ value, label }))}
              {...field}
            />
          )}
        </Bind>
        <Bind form={form} name="starts_on">
          {(field) => <DateField label={t`From`} {...field} />}
        </Bind>
      </div>
      <ExemptionFields form={form} />
      <Bind form={form} name="reference">
        {(field) => (
          <TextField optional label={t`Reference`} placeholder={t`A purchase order, say`} {...field} />
        )}
      </Bind>
    </Form>
  );
}
