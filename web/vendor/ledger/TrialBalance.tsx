import { Trans, useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { BookOpen } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useLedgerWords } from './words.ts';

type Row = Answer<'/v1/ledger/trial-balance'>['rows'][number];

/** Debits and credits of each account, by currency; they must be equal. */
export function TrialBalance() {
  const { t } = useLingui();
  const { rows, balanced } = $api.useSuspenseQuery('get', '/v1/ledger/trial-balance').data;
  if (rows.length === 0)
    return (
      <Card flush>
        <Empty icon={BookOpen} title={t`Nothing is posted yet`}>
          {t`The first issued invoice opens the book.`}
        </Empty>
      </Card>
    );
  return (
    <div className="flex flex-col gap-6">
      {[...Map.groupBy(rows, (row) => row.currency)].map(([currency, own]) => (
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
      ))}
    </div>
  );
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
