import { Trans, useLingui } from '@lingui/react/macro';
import { cx } from '../../ui/cx.ts';
import { Info } from '../../ui/icons.ts';
import { Popover } from '../../ui/Popover.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { UnitPrice } from '../billing/UnitPrice.tsx';
import { type Explained, type PriceStep, useGaveWay, useRests, useStepName } from './words.ts';

type Props = {
  price: Explained;
  /** What is priced, by name: for discounts on the product, and for the button's label unless that says more. */
  name: string;
  /** What the button is called after "Explain the price of": where a page has two prices of one thing. */
  label?: string;
  /** What one unit price pays for: "per seat and month". */
  per?: string;
};

/** A small button that opens how a price came about: every step, what it rests on, what gave way, and the price by quantity. */
export function ExplainPrice(props: Props) {
  const { t } = useLingui();
  const { price } = props;
  const name = props.label ?? props.name;
  if (price.steps.length === 0) return null;
  return (
    <Popover
      align="center"
      title={t`The price, step by step`}
      trigger={
        <button
          type="button"
          aria-label={t`Explain the price of ${name}`}
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-full text-faint hover:bg-hover hover:text-ink"
        >
          <Info className="size-3.5" strokeWidth={2} aria-hidden />
        </button>
      }
    >
      <PriceSteps {...props} />
    </Popover>
  );
}

function PriceSteps({ price, name, per }: Props) {
  const { steps, currency, unit_price, bands = [] } = price;
  return (
    <>
      <PriceStepList steps={steps} name={name} currency={currency} />
      <p className="mt-3 flex items-baseline justify-between gap-4 border-t border-line pt-3 font-semibold">
        <Trans>Price of one unit</Trans>
        <UnitPrice minor={unit_price} currency={currency} />
      </p>
      {per && <p className="text-end text-sm text-muted">{per}</p>}
      {bands.length > 1 && <Bands bands={bands} currency={currency} />}
      <p className="mt-2 text-sm text-muted">
        <Trans>Rounded once, when the line is summed.</Trans>
      </p>
    </>
  );
}

/** The steps of a price, one below the other: what each does, what it rests on, what a unit costs after it. */
export function PriceStepList({
  steps,
  name,
  currency,
}: Pick<Explained, 'steps' | 'currency'> & { name: string }) {
  return (
    <ol className="flex min-w-64 flex-col gap-2">
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps are an order, not a set.
        <Step key={index} step={step} name={name} currency={currency} />
      ))}
    </ol>
  );
}

function Step({ step, name, currency }: { step: PriceStep; name: string; currency: string }) {
  const stepName = useStepName(name);
  const rests = useRests()(step);
  const gaveWay = useGaveWay();
  return (
    <li className={cx('flex items-baseline justify-between gap-4', !step.applied && 'text-faint')}>
      <span className="flex flex-col">
        <span className={cx(!step.applied && 'line-through decoration-1')}>{stepName(step)}</span>
        {rests && <span className="text-sm text-muted">{rests}</span>}
        {step.because && <span className="text-sm text-muted">{gaveWay[step.because]}</span>}
      </span>
      {step.unit_price && <UnitPrice minor={step.unit_price} currency={currency} />}
    </li>
  );
}

function Bands({ bands, currency }: { bands: NonNullable<Explained['bands']>; currency: string }) {
  const { number } = useFormat();
  return (
    <ul className="mt-3 flex flex-col gap-1 border-t border-line pt-3 text-sm">
      {bands.map(({ from_quantity, unit_price }) => {
        const least = number(from_quantity);
        return (
          <li key={from_quantity} className="flex items-baseline justify-between gap-4">
            <Trans>From {least}</Trans>
            <UnitPrice minor={unit_price} currency={currency} />
          </li>
        );
      })}
    </ul>
  );
}
