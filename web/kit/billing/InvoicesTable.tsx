import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Receipt } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { InvoiceState } from './InvoiceState.tsx';
import { type Invoice, useBillingWords } from './words.ts';

type Props = {
  /** Those the reader sent, or those it was sent. */
  side: 'issued' | 'received';
  rowTo: (invoice: Invoice) => string;
  /** Narrows the list: one buyer's, one run's. */
  query?: { buyer_id?: string; run_id?: string };
  /** A second table on a page keeps its state to itself. */
  local?: boolean;
  empty?: ReactNode;
};

/** Invoices of one side, newest first. */
export function InvoicesTable({ side, rowTo, query, local, empty }: Props) {
  const { t } = useLingui();
  const { states, kinds } = useBillingWords();
  const kindOptions = (['invoice', 'credit_note', 'debit_note'] as const).map((value) => ({
    value,
    label: kinds[value],
  }));
  const options = (['open', 'overdue', 'paid', 'draft'] as const).map((value) => ({
    value,
    label: states[value],
  }));
  return (
    <DataTable<Invoice>
      caption={t`Invoices`}
      from="/v1/billing/invoices"
      query={{ side, ...query }}
      columns={useColumns(side, Boolean(query?.buyer_id))}
      rowKey={(invoice) => invoice.id}
      rowTo={rowTo}
      search={t`Number, name or reference`}
      filters={[
        { key: 'state', label: t`State`, options },
        { key: 'kind', label: t`Kind`, options: kindOptions },
      ]}
      // The drafts of a run are made in no order; who reviews them begins with the largest.
      defaultSort={query?.run_id ? '-total' : '-created_at'}
      csv
      {...(local && { local })}
      empty={
        empty ?? (
          <Empty icon={Receipt} title={t`No invoices yet`}>
            {t`They are drafted at the end of a month and stand here once they are issued.`}
          </Empty>
        )
      }
    />
  );
}

function useColumns(side: Props['side'], ofOne: boolean): Column<Invoice>[] {
  const { t } = useLingui();
  const { date, period } = useFormat();
  const other: Column<Invoice> = {
    id: 'party',
    header: side === 'issued' ? t`Billed to` : t`From`,
    // Who buys does so from one seller, nearly always.
    hidden: side !== 'issued',
    phone: 'line',
    cell: (invoice) => <bdi>{side === 'issued' ? invoice.buyer.name : invoice.seller.name}</bdi>,
  };
  return [
    {
      id: 'number',
      header: t`Number`,
      cell: (invoice) => (
        <span className="figures">{invoice.number ?? <span className="text-muted">{t`Draft`}</span>}</span>
      ),
    },
    ...(ofOne ? [] : [other]),
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: (invoice) => <InvoiceState state={invoice.state} />,
    },
    {
      id: 'period_to',
      header: t`Period`,
      sort: true,
      cell: (invoice) => period(invoice.period_from, invoice.period_to),
    },
    {
      id: 'due_on',
      header: t`Due`,
      cell: ({ due_on }) => due_on && date(due_on),
    },
    {
      id: 'total',
      header: t`Total`,
      sort: true,
      numeric: true,
      cell: (invoice) => <Money value={invoice.total} />,
    },
    {
      id: 'open',
      header: t`Left to pay`,
      numeric: true,
      cell: (invoice) =>
        invoice.number && invoice.open.amount > 0 ? (
          <Money value={invoice.open} />
        ) : (
          <span className="text-faint">—</span>
        ),
    },
    {
      id: 'payment_reference',
      header: t`Payment reference`,
      hidden: true,
      phone: 'hide',
      cell: (invoice) => <bdi className="figures">{invoice.payment_reference}</bdi>,
    },
  ];
}
