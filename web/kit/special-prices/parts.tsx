import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Info } from '../../ui/icons.ts';
import { type Step, Stepper } from '../../ui/Stepper.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { UnitPrice } from '../billing/UnitPrice.tsx';
import { useOfferWords } from '../orders/offers.ts';
import { ExplainPrice } from '../prices/ExplainPrice.tsx';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import {
  type ListedSpecialPrice,
  type SpecialPrice,
  specialPriceTones,
  useSpecialPriceWords,
} from './words.ts';

/** How a request stands, in a word. */
export function SpecialPriceState({ state }: Pick<SpecialPrice, 'state'>) {
  const { states } = useSpecialPriceWords();
  return (
    <Badge dot tone={specialPriceTones[state]}>
      {states[state]}
    </Badge>
  );
}

type TableProps = {
  rowTo: (request: ListedSpecialPrice) => string;
  withReseller?: boolean;
  empty: ReactNode;
};

/** Requests for special prices, newest first. */
export function SpecialPricesTable({ rowTo, withReseller, empty }: TableProps) {
  const { t } = useLingui();
  const { states } = useSpecialPriceWords();
  const { instant, date } = useFormat();
  const reseller: Column<ListedSpecialPrice> = {
    id: 'reseller',
    header: t`Reseller`,
    cell: (one) => <bdi>{one.reseller.name}</bdi>,
  };
  const columns: Column<ListedSpecialPrice>[] = [
    {
      id: 'number',
      header: t`Number`,
      sort: true,
      cell: ({ number }) => <bdi className="figures">{number}</bdi>,
    },
    { id: 'customer', header: t`Customer`, cell: (one) => <bdi>{one.customer_name}</bdi> },
    ...(withReseller ? [reseller] : []),
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => <SpecialPriceState state={state} />,
    },
    { id: 'until', header: t`Until`, cell: ({ valid_to }) => date(valid_to) },
    {
      id: 'requested_at',
      header: t`Requested`,
      sort: true,
      cell: ({ requested_at }) => <span className="whitespace-nowrap">{instant(requested_at)}</span>,
    },
  ];
  return (
    <DataTable<ListedSpecialPrice>
      caption={t`Special prices`}
      from="/v1/deals/special-prices"
      columns={columns}
      rowKey={({ id }) => id}
      rowTo={rowTo}
      search={t`Search by number or customer`}
      filters={[
        {
          key: 'state',
          label: t`State`,
          options: Object.entries(states).map(([value, label]) => ({ value, label })),
        },
      ]}
      defaultSort="-requested_at"
      empty={empty}
    />
  );
}

/** What is asked for, line by line, beside what it costs at list and as things stand; margins for those who see them. */
export function SpecialPriceLines({ request }: { request: SpecialPrice }) {
  const { t } = useLingui();
  const { office } = request;
  return (
    <Card flush title={t`Prices`} description={t`Of one unit, before tax.`}>
      <Table caption={t`Prices`}>
        <thead>
          <tr>
            <Th>{t`Offer`}</Th>
            <Th numeric>{t`Quantity`}</Th>
            <Th numeric>{t`List price`}</Th>
            <Th numeric>{t`Without it`}</Th>
            <Th numeric>{t`Wished`}</Th>
            {office && <Th numeric>{t`Margin`}</Th>}
            <Th numeric>{t`Approved`}</Th>
          </tr>
        </thead>
        <tbody>
          {request.lines.map((line) => (
            <LineRow key={line.line} request={request} line={line} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

type RowProps = { request: SpecialPrice; line: SpecialPrice['lines'][number] };

function LineRow({ request: { currency, granted, office }, line }: RowProps) {
  const { t } = useLingui();
  const { text, number, percent } = useFormat();
  const { per } = useOfferWords();
  const agreed = granted.find(({ offer_id }) => offer_id === line.offer_id);
  const [from, to] = [number(line.from_quantity), number(line.to_quantity)];
  const name = text(line.offer_name);
  return (
    <Tr>
      <Td>
        <bdi className="font-medium">{text(line.product_name)}</bdi>
        <span className="block text-sm text-muted">
          <bdi>{name}</bdi>, {per(line)}
        </span>
      </Td>
      <Td numeric className="whitespace-nowrap">
        <Trans>
          {from} to {to}
        </Trans>
      </Td>
      <Td numeric>
        <UnitPrice minor={line.list_price} currency={currency} />
      </Td>
      <Td numeric>
        <span className="inline-flex items-center gap-1">
          <UnitPrice minor={line.usual_price} currency={currency} />
          {line.price && <ExplainPrice price={{ ...line.price, currency }} name={name} per={per(line)} />}
        </span>
      </Td>
      <Td numeric className="font-semibold">
        <UnitPrice minor={line.wished_price} currency={currency} />
      </Td>
      {office && <Td numeric>{line.margin === null ? t`Not known` : <bdi>{percent(line.margin)}</bdi>}</Td>}
      <Td numeric>
        <Agreed price={agreed?.unit_price} floor={agreed?.floor_price} currency={currency} />
      </Td>
    </Tr>
  );
}

type AgreedProps = { price: string | null | undefined; floor: string | null | undefined; currency: string };

function Agreed({ price, floor, currency }: AgreedProps) {
  if (!price) return <span className="text-faint">—</span>;
  return (
    <>
      <UnitPrice minor={price} currency={currency} />
      {floor && floor !== price && (
        <span className="block text-sm text-muted">
          <Trans>
            never under <UnitPrice minor={floor} currency={currency} />
          </Trans>
        </span>
      )}
    </>
  );
}

/** What was done with the request: who, when, and their words. */
export function SpecialPriceHistory({ request }: { request: SpecialPrice }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const { moves } = useSpecialPriceWords();
  const steps = request.moves.map(
    (step): Step => ({
      label: moves[step.move] ?? step.move,
      state: step.move === 'decline' ? 'failed' : 'done',
      note: (
        <>
          {step.person_name && (
            <>
              <bdi>{step.person_name}</bdi> ·{' '}
            </>
          )}
          {instant(step.moved_at)}
          {step.note && (
            <bdi className="mt-1.5 block rounded-md bg-sunken px-3 py-2 text-ink">{step.note}</bdi>
          )}
        </>
      ),
    }),
  );
  return (
    <Card title={t`History`}>
      <Stepper direction="column" steps={steps} />
    </Card>
  );
}

/** A calm sentence above the page. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-3 rounded-xl bg-warn-soft px-5 py-4 text-warn">
      <Info className="mt-0.5 size-4.5 shrink-0" strokeWidth={1.75} aria-hidden />
      <span className="max-w-prose text-ink">{children}</span>
    </p>
  );
}
