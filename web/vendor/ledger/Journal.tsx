import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { BookOpen } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { ResellerName } from '../resellers/ResellerName.tsx';
import { useLedgerWords } from './words.ts';

type Transfer = Item<'/v1/ledger/transfers'>;

/** Every transfer, the latest first. */
export function Journal() {
  const { t } = useLingui();
  return (
    <DataTable<Transfer>
      caption={t`Journal`}
      from="/v1/ledger/transfers"
      columns={useColumns()}
      rowKey={(transfer) => transfer.id}
      defaultSort="-posted_on"
      csv
      empty={<Empty icon={BookOpen} title={t`Nothing is posted yet`} />}
    />
  );
}

function useColumns(): Column<Transfer>[] {
  const { t } = useLingui();
  const { date, instant } = useFormat();
  const { account, kind } = useLedgerWords();
  return [
    { id: 'posted_on', header: t`Posted`, sort: true, cell: (row) => date(row.posted_on) },
    { id: 'kind', header: t`For`, cell: (row) => kind(row.kind) },
    { id: 'buyer', header: t`Reseller`, cell: (row) => <ResellerName id={row.buyer_id} /> },
    { id: 'debit', header: t`Debit`, cell: (row) => account(row.debit) },
    { id: 'credit', header: t`Credit`, cell: (row) => account(row.credit) },
    {
      id: 'amount',
      header: t`Amount`,
      numeric: true,
      phone: 'aside',
      cell: (row) => <Money value={row.amount} />,
    },
    {
      id: 'recorded_at',
      header: t`Recorded`,
      hidden: true,
      phone: 'hide',
      cell: (row) => instant(row.recorded_at),
    },
  ];
}
