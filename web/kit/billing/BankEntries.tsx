import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { CircleCheck } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import type { FindBuyers } from './BuyerField.tsx';
import { SettleEntry } from './TakenBackEntry.tsx';

import { type BankEntry, entryTones, useBillingWords } from './words.ts';

/** Money that came without saying what for: each entry waits for a person to say whose it is. */
export function BankEntriesToMatch({ findBuyers }: { findBuyers: FindBuyers }) {
  const { t } = useLingui();
  return (
    <DataTable<BankEntry>
      caption={t`Bank entries to match`}
      from="/v1/billing/bank-entries"
      query={{ state: 'unmatched' }}
      columns={useColumns()}
      rowKey={(entry) => entry.id}
      rowActions={(entry) => <SettleEntry entry={entry} findBuyers={findBuyers} />}
      search={t`Words of the transfer`}
      defaultSort="-booked_on"
      csv
      empty={
        <Empty icon={CircleCheck} title={t`Nothing waits`}>
          {t`Every transfer that came in said what it pays.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<BankEntry>[] {
  const { t } = useLingui();
  const { date } = useFormat();
  const { cause } = useBillingWords();
  return [
    {
      id: 'counterparty',
      header: t`From`,
      cell: (entry) => <bdi>{entry.counterparty ?? t`Unnamed`}</bdi>,
    },
    { id: 'booked_on', header: t`Booked`, sort: true, cell: (entry) => date(entry.booked_on) },
    {
      id: 'remittance',
      header: t`Words of the transfer`,
      cell: (entry) => (
        <span className="flex max-w-96 flex-col">
          <bdi className="wrap-anywhere">{entry.remittance}</bdi>
          <span className="text-sm text-muted">{cause(entry.cause)}</span>
        </span>
      ),
    },
    {
      id: 'amount',
      header: t`Amount`,
      sort: true,
      numeric: true,
      phone: 'aside',
      cell: (entry) => <Money value={entry.amount} />,
    },
  ];
}

type ReadEntriesProps = { entries: readonly BankEntry[]; actions: (entry: BankEntry) => ReactNode };

/** What a file brought, entry by entry. */
export function ReadEntries({ entries, actions }: ReadEntriesProps) {
  const { t } = useLingui();
  const { date } = useFormat();
  const words = useBillingWords();
  return (
    <Table caption={t`Entries of the file`}>
      <thead>
        <tr>
          <Th numeric className="w-0">{t`Line`}</Th>
          <Th>{t`From`}</Th>
          <Th className="max-sm:hidden">{t`Booked`}</Th>
          <Th>{t`State`}</Th>
          <Th numeric>{t`Amount`}</Th>
          <Th>
            <span className="sr-only">{t`Actions`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Tr key={entry.id}>
            <Td numeric className="text-faint">
              {entry.line}
            </Td>
            <Td>
              <bdi className="block">{entry.counterparty ?? t`Unnamed`}</bdi>
              <bdi className="block max-w-80 truncate text-sm text-muted">{entry.remittance}</bdi>
            </Td>
            <Td className="whitespace-nowrap max-sm:hidden">{date(entry.booked_on)}</Td>
            <Td>
              <Badge dot tone={entryTones[entry.state]}>
                {words.entries[entry.state]}
              </Badge>
              {entry.cause && (
                <span className="mt-0.5 block text-sm text-muted">{words.cause(entry.cause)}</span>
              )}
            </Td>
            <Td numeric>
              <Money value={entry.amount} />
            </Td>
            <Td className="w-0 text-end">{entry.state === 'unmatched' && actions(entry)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
