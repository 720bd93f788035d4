import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api, type Answer } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { DateField } from '../../ui/DateField.tsx';
import { BookOpen } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty, SkeletonText } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useLedgerWords } from './words.ts';

type Row = Answer<'/v1/ledger/trial-balance'>['rows'][number];

/** Debits and credits of each account, by currency, now or at the end of an earlier day; they must be equal. */
export function TrialBalance() {
  const { t } = useLingui();
  const [through, setThrough] = useState('');
  const { data, isPlaceholderData } = $api.useQuery(
    'get',
    '/v1/ledger/trial-balance',
    { params: { query: through ? { through } : {} } },
    { placeholderData: keepPreviousData },
  );
  return (
    <div className="flex flex-col gap-6">
      <div className="w-full sm:w-56">
        <DateField
          label={t`At the end of`}
          hint={through ? undefined : t`Empty: as it stands now`}
          value={through}
          onValueChange={setThrough}
        />
      </div>
      {data ? (
        <div className={cx('flex flex-col gap-6', isPlaceholderData && 'opacity-60')}>
          <Currencies {...data} />
        </div>
      ) : (
        <SkeletonText lines={6} />
      )}
    </div>
  );
}

function Currencies({ rows, balanced }: Answer<'/v1/ledger/trial-balance'>) {
  const { t } = useLingui();
  if (rows.length === 0)
    return (
      <Card flush>
        <Empty icon={BookOpen} title={t`Nothing is posted yet`}>
          {t`The first issued invoice opens the book.`}
        </Empty>
      </Card>
    );
  return [...Map.groupBy(rows, (row) => row.currency)].map(([currency, own]) => (
    <Card
      flush
      key={currency}
      title={currency}
      actions={
        balanced ? (
          <Badge dot tone="good">{t`Balanced`}</Badge>
        ) : (
          <Badge dot tone="bad">{t`Out of balance`}</Badge>
        )
      }
    >
      <Balances currency={currency} rows={own} />
    </Card>
  ));
}

function Balances({ currency, rows }: { currency: string; rows: readonly Row[] }) {
  const { t } = useLingui();
  const { account } = useLedgerWords();
  const sum = (side: 'debit' | 'credit') => ({
    amount: rows.reduce((total, row) => total + row[side].amount, 0),
    currency,
  });
  return (
    <Table caption={t`Trial balance in ${currency}`}>
      <thead>
        <tr>
          <Th>{t`Account`}</Th>
          <Th numeric>{t`Debit`}</Th>
          <Th numeric>{t`Credit`}</Th>
          <Th numeric>{t`Balance`}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={row.ledger_account}>
            <Td>{account(row.ledger_account)}</Td>
            <Td numeric>
              <Money value={row.debit} />
            </Td>
            <Td numeric>
              <Money value={row.credit} />
            </Td>
            <Td numeric className="font-medium">
              <Money value={row.balance} />
            </Td>
          </Tr>
        ))}
        <Tr className="font-semibold">
          <Td>
            <Trans>Sum</Trans>
          </Td>
          <Td numeric>
            <Money value={sum('debit')} />
          </Td>
          <Td numeric>
            <Money value={sum('credit')} />
          </Td>
          <Td />
        </Tr>
      </tbody>
    </Table>
  );
}
