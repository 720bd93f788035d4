import { Trans, useLingui } from '@lingui/react/macro';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { StatementAnswer } from './Statement.tsx';

type Row = StatementAnswer['rows'][number];

/** The entries from the opening balance to the closing one, each with what is owed after it. */
export function StatementRows({ statement }: { statement: StatementAnswer }) {
  const { t } = useLingui();
  const { date } = useFormat();
  return (
    <Table caption={t`Statement of account`}>
      <thead>
        <tr>
          <Th>{t`Date`}</Th>
          <Th>{t`Entry`}</Th>
          <Th numeric>{t`Amount`}</Th>
          <Th numeric>{t`Balance`}</Th>
        </tr>
      </thead>
      <tbody>
        <Tr>
          <Td>{date(statement.from)}</Td>
          <Td className="text-muted">{t`Opening balance`}</Td>
          <Td />
          <Td numeric>
            <Money value={statement.opening} />
          </Td>
        </Tr>
        {statement.rows.map((row) => (
          <Tr key={row.id}>
            <Td className="whitespace-nowrap">{date(row.on)}</Td>
            <Td>
              <Entry row={row} />
            </Td>
            <Td numeric>
              <Money value={row.amount} />
            </Td>
            <Td numeric>
              <Money value={row.balance} />
            </Td>
          </Tr>
        ))}
        <Tr className="font-semibold">
          <Td>{date(statement.through)}</Td>
          <Td>{t`Closing balance`}</Td>
          <Td />
          <Td numeric>
            <Money value={statement.closing} />
          </Td>
        </Tr>
      </tbody>
    </Table>
  );
}

function Entry({ row }: { row: Row }) {
  const { t } = useLingui();
  const { date, money } = useFormat();
  const kinds: Record<Row['kind'], string> = {
    invoice: t`Invoice`,
    debit_note: t`Debit note`,
    credit_note: t`Credit note`,
    payment: t`Payment`,
    write_off: t`Written off`,
  };
  const due = row.due_on && date(row.due_on);
  return (
    <>
      {kinds[row.kind]} {row.reference && <bdi className="figures">{row.reference}</bdi>}
      {due && (
        <span className="text-muted">
          {' · '}
          <Trans>due {due}</Trans>
        </span>
      )}
      {row.parts.map((part) => {
        const { number } = part;
        const amount = money(part.amount);
        return (
          <span key={number} className="block text-sm text-muted">
            <Trans>
              for <bdi className="figures">{number}</bdi>: {amount}
            </Trans>
          </span>
        );
      })}
    </>
  );
}
