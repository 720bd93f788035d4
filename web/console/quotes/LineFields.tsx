import { Trans, useLingui } from '@lingui/react/macro';
import { decimalsOf } from '../../format.ts';
import { inMajorUnits } from '../../kit/billing/decimals.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { ExplainPrice } from '../../kit/prices/ExplainPrice.tsx';
import { useQuoteWords } from '../../kit/quotes/words.ts';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Trash2 } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { LineValues } from './schema.ts';
import type { Preview } from './useQuotePreview.ts';

type Priced = Preview['lines'][number];
type Props = {
  line: LineValues;
  currency: string;
  /** How it stands at today's prices; undefined while it cannot be priced. */
  priced: Priced | undefined;
  fault: Partial<Record<string, string>>;
  onChange: (change: Partial<LineValues>) => void;
  onRemove: () => void;
};

/** One line of a quote: how many, for which domain, at which price, and what it leaves. */
export function LineFields({ line, currency, priced, fault, onChange, onRemove }: Props) {
  const { t } = useLingui();
  const { text } = useFormat();
  const name = text(priced?.name ?? line.name);
  return (
    <li className="rounded-lg border border-line p-4">
      <div className="mb-3 flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 className="font-semibold">
            <bdi>{name || '…'}</bdi>
          </h3>
          <p className="text-sm text-muted">
            <bdi>{text(priced?.detail ?? line.detail)}</bdi>
          </p>
        </div>
        <IconButton size="sm" icon={Trash2} label={t`Take ${name} out`} onClick={onRemove} />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-[9.5rem_minmax(0,1fr)_10rem]">
        <NumberField
          steppers
          min={1}
          label={t`Quantity`}
          value={line.quantity}
          error={fault.quantity}
          onValueChange={(quantity) => onChange({ quantity: quantity ?? 1 })}
        />
        <Domain line={line} priced={priced} fault={fault.domain} onChange={onChange} />
        <TextField
          optional
          ltr
          inputMode="decimal"
          label={t`Unit price`}
          trail={currency}
          placeholder={priced ? twoPlaces(priced.book_price, currency) : ''}
          value={line.unit_price}
          error={fault.unit_price}
          onValueChange={(unit_price) => onChange({ unit_price })}
        />
      </div>
      {(fault.offer_id ?? fault.service_id) && (
        <p role="alert" className="mt-3 text-sm text-bad">
          {fault.offer_id ?? fault.service_id}
        </p>
      )}
      {priced && <Left priced={priced} currency={currency} />}
    </li>
  );
}

/** The price as it would be typed, with the currency's decimals. */
function twoPlaces(minor: string, currency: string): string {
  const [whole = '0', fraction = ''] = inMajorUnits(minor, currency).split('.');
  const places = decimalsOf(currency);
  return places ? `${whole}.${fraction.padEnd(places, '0')}` : whole;
}

/** Shown for what needs a domain, or is told to. */
function Domain({
  line,
  priced,
  fault,
  onChange,
}: Pick<Props, 'line' | 'priced' | 'onChange'> & { fault: string | undefined }) {
  const { t } = useLingui();
  if (!priced?.needs_domain && !line.domain && !fault) return <span className="max-sm:hidden" />;
  return (
    <TextField
      optional
      ltr
      label={t`For the domain`}
      placeholder={priced?.domain ?? 'example.com'}
      spellCheck={false}
      value={line.domain}
      error={fault}
      onValueChange={(domain) => onChange({ domain })}
    />
  );
}

/** What the customer pays for the line, and what it leaves to the seller, who alone sees it. */
function Left({ priced, currency }: { priced: Priced; currency: string }) {
  const { t } = useLingui();
  const { percent, text } = useFormat();
  const { rhythm } = useQuoteWords();
  const { margin, unit_cost, cost_steps, unit_price, price_steps, cycle_net, cycle_months } = priced;
  const name = text(priced.name);
  const isLoss = margin.amount.amount < 0;
  return (
    <dl className="mt-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-t border-line pt-3 text-sm">
      <div className="flex gap-2">
        <dt className="text-muted">{rhythm(cycle_months)}</dt>
        <dd className="flex items-center gap-1 font-semibold">
          <Money value={cycle_net} />{' '}
          <ExplainPrice
            price={{ currency, unit_price, steps: price_steps }}
            name={name}
            label={t`${name}, what your customer pays`}
          />
        </dd>
      </div>
      <div className="flex gap-2">
        <dt className="text-muted">
          <Trans>Your cost, a unit</Trans>
        </dt>
        <dd className="flex items-center gap-1">
          {unit_cost === null ? '—' : <UnitPrice minor={unit_cost} currency={currency} />}
          {unit_cost !== null && (
            <ExplainPrice
              price={{ currency, unit_price: unit_cost, steps: cost_steps }}
              name={name}
              label={t`${name}, what it costs you`}
            />
          )}
        </dd>
      </div>
      <div className="flex gap-2">
        <dt className="text-muted">
          <Trans>Left to you</Trans>
        </dt>
        <dd className={cx('font-medium', isLoss ? 'text-bad' : 'text-good')}>
          <Money value={margin.amount} /> {margin.rate !== null && <bdi>({percent(margin.rate)})</bdi>}
        </dd>
      </div>
    </dl>
  );
}
