import { useLingui } from '@lingui/react/macro';
import { Banknote } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { type Payment, useBillingWords } from './words.ts';

/** Payments of one side, newest first; what is left of each is credit on the account. */
export function PaymentsTable({ side }: { side: 'received' | 'made' }) {
  const { t } = useLingui();
  return (
    <DataTable<Payment>
      caption={t`Payments`}
      from="/v1/billing/payments"
      query={{ side }}
      columns={useColumns(side)}
      rowKey={(payment) => payment.id}
      defaultSort="-recorded_at"
      csv
      empty={
        <Empty icon={Banknote} title={t`No payments yet`}>
          {t`Money that comes by card, by bank file or written down by hand stands here.`}
        </Empty>
      }
    />
  );
}

function useColumns(side: 'received' | 'made'): Column<Payment>[] {
  const { t } = useLingui();
  const { date, instant } = useFormat();
  const { method } = useBillingWords();
  return [
    {
      id: 'party',
      header: side === 'received' ? t`From` : t`To`,
      cell: (payment) => <bdi>{side === 'received' ? payment.buyer.name : payment.seller.name}</bdi>,
    },
    { id: 'received_on', header: t`Received`, sort: true, cell: (payment) => date(payment.received_on) },
    { id: 'method', header: t`How`, cell: (payment) => method(payment.method) },
    { id: 'note', header: t`Note`, phone: 'hide', cell: (payment) => <Note text={payment.note} /> },
    {
      id: 'amount',
      header: t`Amount`,
      sort: true,
      numeric: true,
      phone: 'aside',
      cell: (payment) => <Money value={payment.amount} />,
    },
    { id: 'credit', header: t`Left as credit`, numeric: true, cell: (payment) => <Left payment={payment} /> },
    {
      id: 'recorded_at',
      header: t`Recorded`,
      sort: true,
      hidden: true,
      phone: 'hide',
      cell: (payment) => instant(payment.recorded_at),
    },
  ];
}

function Note({ text }: { text: string | null }) {
  return (
    <bdi title={text ?? undefined} className="block max-w-72 truncate text-muted">
      {text}
    </bdi>
  );
}

function Left({ payment: { amount, allocated } }: { payment: Payment }) {
  const left = amount.amount - allocated.amount;
  if (left === 0) return <span className="text-faint">—</span>;
  return <Money value={{ amount: left, currency: amount.currency }} />;
}
