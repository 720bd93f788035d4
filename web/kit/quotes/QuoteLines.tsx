import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '../../api/client.ts';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { UnitPrice } from '../billing/UnitPrice.tsx';
import { ExplainPrice } from '../prices/ExplainPrice.tsx';
import { useQuoteWords } from './words.ts';

type Version = Answer<'/v1/orders/quotes/{id}'>['versions'][number];
type CostedLine = Version['lines'][number];
/** A line as both sides read it. */
export type OfferedLine = Omit<
  CostedLine,
  | 'offer_id'
  | 'service_id'
  | 'unit_cost'
  | 'book_price'
  | 'term_cost'
  | 'margin'
  | 'cost_steps'
  | 'price_steps'
> &
  Partial<Pick<CostedLine, 'cost_steps' | 'price_steps'>>;
export type Total = Version['totals'][number];

/** The lines of a quote, those of one rhythm together. */
export function QuoteLines({ lines, currency }: { lines: readonly OfferedLine[]; currency: string }) {
  const { rhythm } = useQuoteWords();
  const rhythms = [...new Set(lines.map(({ cycle_months }) => cycle_months))];
  rhythms.sort((one, other) => (one ?? 0) - (other ?? 0));
  return (
    <div className="flex flex-col divide-y divide-line">
      {rhythms.map((months) => (
        <Lines
          key={months ?? 0}
          title={rhythm(months)}
          currency={currency}
          lines={lines.filter(({ cycle_months }) => cycle_months === months)}
        />
      ))}
    </div>
  );
}

function Lines({
  title,
  lines,
  currency,
}: {
  title: string;
  lines: readonly OfferedLine[];
  currency: string;
}) {
  const { t } = useLingui();
  const { count } = useQuoteWords();
  return (
    <section>
      <h3 className="px-5 pt-4 pb-1 text-base font-semibold">{title}</h3>
      <Table caption={title}>
        <thead>
          <tr>
            <Th className="w-full">{t`Description`}</Th>
            <Th numeric className="max-sm:hidden">{t`Quantity`}</Th>
            <Th numeric className="max-sm:hidden">{t`Unit price`}</Th>
            <Th numeric>{t`Net`}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // A sent line is its place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Tr key={index}>
              <Td>
                <LineName line={line} />
                <span className="text-sm text-muted sm:hidden">
                  {count(line.unit, line.quantity)} ×{' '}
                  <UnitPrice minor={line.unit_price} currency={currency} />
                </span>
              </Td>
              <Td numeric className="whitespace-nowrap max-sm:hidden">
                {count(line.unit, line.quantity)}
              </Td>
              <Td numeric className="max-sm:hidden">
                <span className="inline-flex items-center gap-1">
                  <UnitPrice minor={line.unit_price} currency={currency} />
                  <Explained line={line} currency={currency} />
                </span>
              </Td>
              <Td numeric>
                <Money value={line.cycle_net} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** How the price came about: for the seller alone, who is told the steps. */
function Explained({ line, currency }: { line: OfferedLine; currency: string }) {
  const { text } = useFormat();
  const { unit_price, price_steps } = line;
  if (!price_steps) return null;
  return <ExplainPrice price={{ currency, unit_price, steps: price_steps }} name={text(line.name)} />;
}

/** What the line is, for which domain, and how long it binds. */
function LineName({
  line,
}: {
  line: Pick<OfferedLine, 'name' | 'detail' | 'domain' | 'term_months' | 'cycle_months' | 'exemption'>;
}) {
  const { text } = useFormat();
  const { t } = useLingui();
  const { term } = useQuoteWords();
  const reason = line.exemption && text(line.exemption);
  const notes = [
    text(line.detail),
    line.domain,
    line.cycle_months === null ? null : term(line.term_months),
    reason && t`No tax: ${reason}`,
  ];
  return (
    <span className="flex min-w-36 flex-col py-1">
      <bdi className="font-medium">{text(line.name)}</bdi>
      <span className="text-sm text-muted">
        {notes.filter(Boolean).map((note, index) => (
          <span key={note}>
            {index > 0 && ' · '}
            <bdi>{note}</bdi>
          </span>
        ))}
      </span>
    </span>
  );
}

type Sums = { totals: readonly Total[]; commitment: Omit<Total, 'cycle_months'>; taxRate: string };

/** What is paid at each rhythm, with tax, and in all until the terms end. */
export function QuoteTotals({ totals, commitment, taxRate }: Sums) {
  const { t } = useLingui();
  const { percent } = useFormat();
  const { rhythm } = useQuoteWords();
  const rate = percent(taxRate);
  return (
    <Table caption={t`Totals`}>
      <thead>
        <tr>
          <Th className="w-full">{t`How often`}</Th>
          <Th numeric className="max-sm:hidden">{t`Net`}</Th>
          <Th numeric className="max-sm:hidden">{t`Tax ${rate}`}</Th>
          <Th numeric>
            {t`Total`}
            <span className="sm:hidden"> {t`with tax`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {totals.map((total) => (
          <SumRow key={total.cycle_months ?? 0} name={rhythm(total.cycle_months)} sums={total} />
        ))}
        <SumRow name={<Trans>Until the terms end</Trans>} sums={commitment} />
      </tbody>
    </Table>
  );
}

function SumRow({
  name,
  sums: { net, tax, total },
}: {
  name: React.ReactNode;
  sums: Omit<Total, 'cycle_months'>;
}) {
  return (
    <Tr>
      <Td>{name}</Td>
      <Td numeric className="max-sm:hidden">
        <Money value={net} />
      </Td>
      <Td numeric className="max-sm:hidden">
        <Money value={tax} />
      </Td>
      <Td numeric className="font-semibold">
        <Money value={total} />
      </Td>
    </Tr>
  );
}
