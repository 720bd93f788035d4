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
          <Th className="max-sm:hidden">{t`Date`}</Th>
          <Th>{t`Entry`}</Th>
          <Th numeric>{t`Amount`}</Th>
          <Th numeric className="max-sm:hidden">{t`Balance`}</Th>
        </tr>
      </thead>
      <tbody>
        <Tr>
          <Td className="max-sm:hidden">{date(statement.from)}</Td>
          <Td className="text-muted">
            <OnPhone date={date(statement.from)} />
            {t`Opening balance`}
          </Td>
          <Td className="max-sm:hidden" />
          <Td numeric>
            <Money value={statement.opening} />
          </Td>
        </Tr>
        {statement.rows.map((row) => (
          <Tr key={row.id}>
            <Td className="whitespace-nowrap max-sm:hidden">{date(row.on)}</Td>
            <Td>
              <OnPhone date={date(row.on)} />
              <Entry row={row} />
            </Td>
            <Td numeric>
              <Money value={row.amount} />
            </Td>
            <Td numeric className="max-sm:hidden">
              <Money value={row.balance} />
            </Td>
          </Tr>
        ))}
        <Tr className="font-semibold">
          <Td className="max-sm:hidden">{date(statement.through)}</Td>
          <Td>
            <OnPhone date={date(statement.through)} />
            {t`Closing balance`}
          </Td>
          <Td className="max-sm:hidden" />
          <Td numeric>
            <Money value={statement.closing} />
          </Td>
        </Tr>
      </tbody>
    </Table>
  );
}

const DOCUMENTS: readonly Row['kind'][] = ['invoice', 'debit_note', 'credit_note'];

/** The day above its entry, where there is no room for a column of days. */
function OnPhone({ date }: { date: string }) {
  return <span className="block text-sm font-normal text-muted sm:hidden">{date}</span>;
}

/** Documents have numbers; of money, what the bank or a person wrote. */
function isDocument({ kind }: Row): boolean {
  return DOCUMENTS.includes(kind);
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
    payment_reversal: t`Payment reversed`,
    refund: t`Refund`,
    refund_failed: t`Refund came back`,
  };
  const due = row.due_on && date(row.due_on);
  return (
    <>
      {kinds[row.kind]} {isDocument(row) && <bdi className="figures whitespace-nowrap">{row.reference}</bdi>}
      {due && (
        <span className="text-muted">
          {' · '}
          <Trans>due {due}</Trans>
        </span>
      )}
      {row.reference && !isDocument(row) && <bdi className="block text-sm text-muted">{row.reference}</bdi>}
      {row.parts.map((part) => {
        const { number } = part;
        const again = part.amount.amount < 0;
        const amount = money({ ...part.amount, amount: Math.abs(part.amount.amount) });
        return (
          <span key={number} className="block text-sm text-muted">
            {again ? (
              <Trans>
                open again on <bdi className="figures">{number}</bdi>: {amount}
              </Trans>
            ) : (
              <Trans>
                for <bdi className="figures">{number}</bdi>: {amount}
              </Trans>
            )}
          </span>
        );
      })}
    </>
  );
}
