import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { components } from '../../api/schema.d.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { ExplainPrice } from '../../kit/prices/ExplainPrice.tsx';
import { cx } from '../../ui/cx.ts';
import { Info } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Sheet = components['schemas']['Consequences'];
type Line = Sheet['lines'][number];

/** What an order binds the reseller and its customer to, and who carries the risk, said before it is placed. */
export function ConsequenceSheet({ sheet }: { sheet: Sheet }) {
  const { t } = useLingui();
  const { text, date, instant, percent } = useFormat();
  const { margin, bound_until, free_cancel_until } = sheet;
  const isLoss = margin.amount.amount < 0;
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[1fr_auto] items-baseline gap-x-6 gap-y-2">
        <Row label={t`Your customer pays you`} value={<Money value={sheet.price} />} />
        <Row label={t`It costs you`} value={<Money value={sheet.cost} />} />
        <Row
          label={t`Left to you`}
          value={
            <span className={cx('font-semibold', isLoss ? 'text-bad' : 'text-good')}>
              <Money value={margin.amount} /> {margin.rate !== null && <bdi>({percent(margin.rate)})</bdi>}
            </span>
          }
        />
        {bound_until && <Row label={t`The last term ends`} value={date(bound_until)} />}
        <Row
          label={t`Can be undone at no cost`}
          value={free_cancel_until ? <Trans>until {instant(free_cancel_until)}</Trans> : t`No`}
        />
      </dl>
      <p className="-mt-1 text-sm text-muted">
        <Trans>Sums run to the end of the terms, before tax.</Trans>
      </p>
      <p className="flex gap-2.5 rounded-lg bg-warn-soft px-3.5 py-3 text-warn">
        <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span>{text(sheet.risk)}</span>
      </p>
      <details className="text-sm">
        <summary className="cursor-pointer font-medium text-accent-text">
          <Trans>Line by line</Trans>
        </summary>
        <ul className="mt-2 divide-y divide-line">
          {sheet.lines.map((line, index) => (
            // A line is its place in the order.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <LineRow key={index} line={line} currency={sheet.currency} />
          ))}
        </ul>
      </details>
    </div>
  );
}

function Row({ label, value }: { label: ReactNode; value: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="text-end">{value}</dd>
    </>
  );
}

function LineRow({ line, currency }: { line: Line; currency: string }) {
  const { text, date, instant } = useFormat();
  const { renews_on, free_cancel_until } = line;
  const renewal = renews_on && date(renews_on);
  const window = free_cancel_until && instant(free_cancel_until);
  return (
    <li className="flex flex-col gap-0.5 py-2.5">
      <bdi className="font-medium">{text(line.name)}</bdi>
      <UnitPrices line={line} currency={currency} />
      {renewal && (
        <span className="text-muted">
          <Trans>Renews on {renewal}.</Trans>
        </span>
      )}
      <span className="text-muted">
        <WayOut line={line} />
      </span>
      {window && (
        <span className="text-muted">
          <Trans>Free to cancel until {window}.</Trans>
        </span>
      )}
    </li>
  );
}

/** What a unit is sold at and what it costs, each with the way it came about. */
function UnitPrices({ line, currency }: { line: Line; currency: string }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const { unit_price, price_steps, unit_cost, cost_steps } = line;
  const name = text(line.name);
  return (
    <span className="flex flex-wrap items-center gap-x-1 text-muted">
      <Trans>
        <UnitPrice minor={unit_price} currency={currency} /> a unit
      </Trans>
      <ExplainPrice
        price={{ currency, unit_price, steps: price_steps }}
        name={name}
        label={t`${name}, what your customer pays`}
      />
      {unit_cost !== null && (
        <>
          <Trans>
            it costs you <UnitPrice minor={unit_cost} currency={currency} />
          </Trans>
          <ExplainPrice
            price={{ currency, unit_price: unit_cost, steps: cost_steps }}
            name={name}
            label={t`${name}, what it costs you`}
          />
        </>
      )}
    </span>
  );
}

function WayOut({ line: { way_out, may_decrease } }: { line: Line }) {
  if (way_out === 'once') return <Trans>Bought once.</Trans>;
  if (way_out === 'bound')
    return may_decrease ? (
      <Trans>It runs to the end of its term; the quantity may fall.</Trans>
    ) : (
      <Trans>It runs to the end of its term, and the quantity can only grow.</Trans>
    );
  if (way_out === 'fee') return <Trans>It can be ended early, for a fee.</Trans>;
  if (way_out === 'paid_ahead')
    return (
      <Trans>It can be ended at any time; what is paid ahead for the cycle that runs is not paid back.</Trans>
    );
  return <Trans>It can be ended at any time.</Trans>;
}
