import { Plural, useLingui } from '@lingui/react/macro';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { ArrowRight, Check } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { CHANGE_TONES, type Change, changedFields, useImportWords } from './words.ts';

/** Every single thing that an import adds, changes and withdraws. */
export function ChangesTable({ importId }: { importId: string }) {
  const { t } = useLingui();
  const { changes, subjects } = useImportWords();
  const options = (words: Record<string, string>) =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  return (
    <DataTable<Change>
      local
      caption={t`Difference`}
      from={`/v1/catalog/imports/${importId}/changes`}
      columns={useColumns()}
      rowKey={({ seq }) => String(seq)}
      search={t`Code`}
      filters={[
        { key: 'subject', label: t`What`, options: options(subjects) },
        { key: 'change', label: t`How`, options: options(changes) },
        { key: 'moves', label: t`Prices`, options: [{ value: 'true', label: t`Only prices` }] },
      ]}
      empty={
        <Empty icon={Check} title={t`Nothing is different`}>
          {t`The file says what the catalogue will say that day anyway.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<Change>[] {
  const { t } = useLingui();
  const { text } = useFormat();
  const { changes, subjects } = useImportWords();
  return [
    {
      id: 'code',
      header: t`What`,
      cell: ({ name, code }) => (
        <span className="flex flex-col">
          <bdi>{text(name)}</bdi>
          <bdi className="font-mono text-xs font-normal text-muted">{code}</bdi>
        </span>
      ),
    },
    { id: 'subject', header: t`Kind`, phone: 'hide', cell: ({ subject }) => subjects[subject] },
    {
      id: 'change',
      header: t`How`,
      phone: 'aside',
      cell: ({ change }) => <Badge tone={CHANGE_TONES[change]}>{changes[change]}</Badge>,
    },
    { id: 'fields', header: t`Difference`, cell: (change) => <Differs change={change} /> },
    { id: 'moves', header: t`List price`, numeric: true, cell: ({ moves }) => <Moves moves={moves} /> },
  ];
}

function Differs({ change }: { change: Change }) {
  const { fields } = useImportWords();
  const differing = changedFields(change);
  if (differing.length === 0) return <span className="text-faint">—</span>;
  return <span>{differing.map((field) => fields[field] ?? field).join(' · ')}</span>;
}

function Moves({ moves }: { moves: Change['moves'] }) {
  if (moves.length === 0) return <span className="text-faint">—</span>;
  return (
    <span className="flex flex-col items-end gap-1">
      {moves.map((move) => (
        <Move key={move.currency} move={move} />
      ))}
    </span>
  );
}

function Move({ move: { currency, from, to, subscriptions, monthly } }: { move: Change['moves'][number] }) {
  return (
    <span className="flex flex-col items-end">
      <span className="flex items-center gap-1.5">
        {from !== null && (
          <>
            <UnitPrice minor={from} currency={currency} className="text-muted" />
            <ArrowRight className="mirror size-3.5 text-faint" aria-hidden />
          </>
        )}
        <UnitPrice minor={to} currency={currency} />
      </span>
      {subscriptions > 0 && (
        <span className="text-xs text-muted">
          <Plural value={subscriptions} one="# subscription" other="# subscriptions" />
          {' · '}
          <bdi>
            {monthly > 0 && '+'}
            <Money value={{ amount: monthly, currency }} />
          </bdi>
        </span>
      )}
    </span>
  );
}
