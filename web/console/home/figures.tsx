import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { $api } from '../../api/client.ts';
import { sentenceOf } from '../../kit/problems.ts';
import { paths } from '../../paths.ts';
import { Figure } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useNextInvoice } from '../billing/useNextInvoice.ts';

type Answered<Data> = { data?: Data | undefined; error: unknown };

/** A figure whose place is held while its data is on the way, so that nothing moves when it comes. */
function Held<Data>({
  label,
  query: { data, error },
  value,
  note,
  link,
}: {
  label: ReactNode;
  query: Answered<Data>;
  value: (data: Data) => ReactNode;
  note: (data: Data) => ReactNode;
  link: ReactNode;
}) {
  const wait = error ? '—' : <Skeleton className="h-8.5 w-36" />;
  const small = error ? sentenceOf(error) : <Skeleton className="h-5 w-44" />;
  return (
    <Figure
      label={label}
      value={data ? value(data) : wait}
      note={<span className="block min-h-5">{data ? note(data) : small}</span>}
    >
      {link}
    </Figure>
  );
}

/** What the month end would bill if it were today. */
export function NextInvoiceSoFar() {
  const { t } = useLingui();
  const { date } = useFormat();
  const query = useNextInvoice(0);
  return (
    <Held
      label={t`Your next invoice so far`}
      query={query}
      value={({ net }) => <Money value={net} />}
      note={({ as_of }) => <Trans>through {date(as_of)}, before tax</Trans>}
      link={<Link to={paths.console.billing}>{t`See billing`}</Link>}
    />
  );
}

/** What is issued and not paid. */
export function OpenInvoices() {
  const { t } = useLingui();
  const params = { query: { side: 'received', state: 'open', limit: 100 } } as const;
  const query = $api.useQuery('get', '/v1/billing/invoices', { params });
  return (
    <Held
      label={t`Open invoices`}
      query={query}
      value={({ items }) => <Open items={items} />}
      note={({ items }) => <OpenNote items={items} />}
      link={
        <Link to={paths.console.billing} search={{ state: 'open' }}>
          {query.data?.items.length === 0 ? t`See all invoices` : t`See and pay them`}
        </Link>
      }
    />
  );
}

type Invoices = readonly { state: string; open: { amount: number; currency: string } }[];

function Open({ items }: { items: Invoices }) {
  const [first] = items;
  if (!first) return <Trans>None</Trans>;
  const amount = items.reduce((sum, { open }) => sum + open.amount, 0);
  return <Money value={{ amount, currency: first.open.currency }} />;
}

function OpenNote({ items }: { items: Invoices }) {
  const overdue = items.filter(({ state }) => state === 'overdue').length;
  if (overdue > 0)
    return (
      <span className="font-medium text-bad">
        <Plural value={overdue} one="# is overdue" other="# are overdue" />
      </span>
    );
  if (items.length === 0) return <Trans>Everything is paid</Trans>;
  return <Plural value={items.length} one="# invoice, not due yet" other="# invoices, not due yet" />;
}

const LIMIT = 200;

/** The newest customers: as many as it takes to count most resellers' in one go. */
export function useCustomers() {
  return $api.useQuery(
    'get',
    '/v1/orders/customers',
    { params: { query: { limit: LIMIT } } },
    { staleTime: 60_000 },
  );
}

/** How many customers there are, and what they use. */
export function CustomerCount() {
  const { t } = useLingui();
  const { number } = useFormat();
  return (
    <Held
      label={t`Customers`}
      query={useCustomers()}
      value={({ items, next_cursor }) => `${number(items.length)}${next_cursor ? '+' : ''}`}
      note={({ items }) => <Using items={items} />}
      link={<Link to={paths.console.customers}>{t`See customers`}</Link>}
    />
  );
}

function Using({ items }: { items: readonly { subscriptions: { active: number } }[] }) {
  const active = items.reduce((sum, { subscriptions }) => sum + subscriptions.active, 0);
  return <Plural value={active} one="# active subscription" other="# active subscriptions" />;
}
