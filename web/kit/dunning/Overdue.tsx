import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { CircleCheck } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { AGES, type Aged, agePaint, useDunningWords } from './words.ts';

type Totals = Answer<'/v1/billing/overdue/totals'>['items'];

/** What buyers owe by how long it is overdue: a sheet for each currency, and every account with something open. */
export function Overdue({ rowTo }: { rowTo: (accountId: string) => string }) {
  const { t } = useLingui();
  const totals = $api.useSuspenseQuery('get', '/v1/billing/overdue/totals').data.items;
  const states = [
    { value: 'overdue', label: t`Overdue` },
    { value: 'not_due', label: t`Not due` },
  ];
  const currencies = totals.map(({ currency }) => ({ value: currency, label: currency }));
  return (
    <>
      {totals.map((total) => (
        <Total key={total.currency} total={total} />
      ))}
      <DataTable<Aged>
        caption={t`Accounts with something open`}
        from="/v1/billing/overdue"
        columns={useColumns()}
        rowKey={({ id }) => id}
        rowTo={({ id }) => rowTo(id)}
        search={t`Name or number of the account`}
        filters={[
          { key: 'state', label: t`State`, options: states },
          ...(currencies.length > 1 ? [{ key: 'currency', label: t`Currency`, options: currencies }] : []),
        ]}
        defaultSort="-overdue"
        csv
        empty={
          <Empty icon={CircleCheck} title={t`Nothing is open`}>
            {t`Everybody has paid what was invoiced.`}
          </Empty>
        }
      />
    </>
  );
}

function Total({ total }: { total: Totals[number] }) {
  const { ages } = useDunningWords();
  return (
    <Card>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-2">
        <div>
          <h2 className="text-muted">
            <Trans>Overdue in all</Trans>
          </h2>
          <p className="figures mt-0.5 text-2xl font-semibold">
            <Money value={total.overdue} />
          </p>
        </div>
        <p className="text-sm text-muted">
          <Plural
            value={total.accounts}
            one="# account with something open:"
            other="# accounts with something open:"
          />{' '}
          <span className="figures font-medium text-ink">
            <Money value={total.open} />
          </span>
        </p>
      </div>
      <Shares total={total} />
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-5">
        {AGES.map((age) => (
          <div key={age}>
            <dt className="flex items-center gap-2 text-sm text-muted">
              <span className={cx('size-2 rounded-full', agePaint[age])} aria-hidden="true" />
              {ages[age]}
            </dt>
            <dd className="figures mt-0.5">
              <Money value={total[age]} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** The ages side by side; the figures below say it in numbers. */
function Shares({ total }: { total: Totals[number] }) {
  return (
    <div aria-hidden="true" className="mt-4 flex h-2 gap-0.5 overflow-hidden rounded-full">
      {AGES.map(
        (age) =>
          total[age].amount > 0 && (
            <span
              key={age}
              className={cx('min-w-1', agePaint[age])}
              style={{ flexGrow: total[age].amount / total.open.amount }}
            />
          ),
      )}
    </div>
  );
}

function useColumns(): Column<Aged>[] {
  const { t } = useLingui();
  const { date, number } = useFormat();
  const { ages, steps } = useDunningWords();
  const aged = AGES.map((age): Column<Aged> => {
    return {
      id: age,
      header: ages[age],
      numeric: true,
      phone: 'hide',
      cell: (row) => <Figure value={row[age]} />,
    };
  });
  return [
    { id: 'buyer_name', header: t`Account`, sort: true, cell: (row) => <Account row={row} /> },
    {
      id: 'days_overdue',
      header: t`Days overdue`,
      sort: true,
      numeric: true,
      cell: (row) => (row.days_overdue > 0 ? number(row.days_overdue) : <Nothing />),
    },
    ...aged,
    {
      id: 'overdue',
      header: t`Overdue in all`,
      sort: true,
      numeric: true,
      phone: 'aside',
      cell: (row) => <Sum value={row.overdue} />,
    },
    {
      id: 'open',
      header: t`All open`,
      sort: true,
      numeric: true,
      hidden: true,
      cell: (row) => <Sum value={row.open} />,
    },
    {
      id: 'last',
      header: t`Last letter`,
      hidden: true,
      cell: ({ last }) =>
        last ? (
          <>
            {steps[last.step]}
            <span className="block text-xs text-muted">{date(last.sent_on)}</span>
          </>
        ) : (
          <Nothing />
        ),
    },
  ];
}

/** Who it is, in which currency its figures are, and what a person has to know first. */
function Account({ row }: { row: Aged }) {
  return (
    <span className="flex min-w-0 flex-col items-start">
      <bdi className="max-w-full truncate font-medium">{row.buyer.name}</bdi>
      <bdi className="figures text-xs text-muted">
        {row.number} · {row.open.currency}
      </bdi>
      {(row.hold || row.pause) && (
        <span className="mt-1">
          <AgedState row={row} />
        </span>
      )}
    </span>
  );
}

function Nothing() {
  return <span className="text-faint">—</span>;
}

function Sum({ value }: { value: Aged['open'] }) {
  return value.amount === 0 ? <Nothing /> : <Money className="font-semibold" value={value} />;
}

/** An amount in the currency of its row, which stands with the account: eight of them are much to read. */
function Figure({ value }: { value: Aged['open'] }) {
  const { moneyParts } = useFormat();
  if (value.amount === 0) return <Nothing />;
  const digits = moneyParts(value).filter(({ type }) => type !== 'currency');
  return (
    <bdi className="figures whitespace-nowrap">
      {digits
        .map((part) => part.value)
        .join('')
        .trim()}
    </bdi>
  );
}

/** How an account stands, in a word: what a person has to know first. */
export function AgedState({ row }: { row: Pick<Aged, 'hold' | 'pause' | 'days_overdue'> }) {
  const { date } = useFormat();
  if (row.hold)
    return (
      <Badge dot tone="bad">
        <Trans>Held</Trans>
      </Badge>
    );
  if (row.pause) {
    const day = date(row.pause.resumes_on);
    return (
      <Badge dot tone="info">
        <Trans>Paused until {day}</Trans>
      </Badge>
    );
  }
  if (row.days_overdue > 0)
    return (
      <Badge dot tone="warn">
        <Plural value={row.days_overdue} one="# day overdue" other="# days overdue" />
      </Badge>
    );
  return (
    <Badge dot>
      <Trans>Not due</Trans>
    </Badge>
  );
}
