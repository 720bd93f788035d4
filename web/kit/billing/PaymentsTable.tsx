import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { Banknote } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { PaymentDrawer } from './PaymentDrawer.tsx';
import { type Payment, refundTones, useBillingWords, useRefundWords, useReversalWords } from './words.ts';

type Props = {
  side: 'received' | 'made';
  /** Where an invoice that a payment settled is shown. */
  invoiceTo: (id: string) => string;
};

/** Payments of one side and their reversals, newest first; what is left of each is credit on the account. A row opens the payment. */
export function PaymentsTable({ side, invoiceTo }: Props) {
  const [open, setOpen] = useState<Payment | null>(null);
  return (
    <>
      <Payments side={side} onOpen={setOpen} />
      <PaymentDrawer payment={open} invoiceTo={invoiceTo} onClose={() => setOpen(null)} />
    </>
  );
}

function Payments({ side, onOpen }: { side: Props['side']; onOpen: (payment: Payment) => void }) {
  const { t } = useLingui();
  return (
    <DataTable<Payment>
      caption={t`Payments`}
      from="/v1/billing/payments"
      query={{ side }}
      columns={useColumns(side)}
      rowKey={(payment) => payment.id}
      onRow={onOpen}
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
  return [
    {
      id: 'party',
      header: side === 'received' ? t`From` : t`To`,
      cell: (payment) => <bdi>{side === 'received' ? payment.buyer.name : payment.seller.name}</bdi>,
    },
    {
      id: 'received_on',
      header: t`Received`,
      sort: true,
      cell: (payment) => <span className="whitespace-nowrap">{date(payment.received_on)}</span>,
    },
    { id: 'method', header: t`How`, cell: (payment) => <How payment={payment} /> },
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

function How({ payment }: { payment: Payment }) {
  const { t } = useLingui();
  const { method } = useBillingWords();
  const { reasons } = useReversalWords();
  const { states } = useRefundWords();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
      {method(payment.method)}
      {payment.reversal ? <Badge tone="warn">{t`Reversed`}</Badge> : <Gone payment={payment} />}
      {payment.refund ? (
        <Badge tone={refundTones[payment.refund.state]}>{states[payment.refund.state]}</Badge>
      ) : (
        payment.reason && <Badge tone="bad">{reasons[payment.reason]}</Badge>
      )}
    </span>
  );
}

/** How much of a payment is no longer here, where it was not reversed as a whole. */
function Gone({ payment: { taken, amount } }: { payment: Payment }) {
  const { t } = useLingui();
  if (taken.amount <= 0) return null;
  return <Badge>{taken.amount < amount.amount ? t`Sent back in part` : t`Sent back`}</Badge>;
}

function Note({ text }: { text: string | null }) {
  return (
    <bdi title={text ?? undefined} className="block max-w-72 truncate text-muted">
      {text}
    </bdi>
  );
}

function Left({ payment: { waiting } }: { payment: Payment }) {
  if (waiting.amount <= 0) return <span className="text-faint">—</span>;
  return <Money value={waiting} />;
}
