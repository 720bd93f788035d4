import { Popover } from '@base-ui/react/popover';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { CircleHelp } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { popup } from '../../ui/popup.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { PriceStepList } from '../prices/ExplainPrice.tsx';
import type { PriceStep } from '../prices/words.ts';
import { difference, signOf } from './decimals.ts';
import { UnitPrice } from './UnitPrice.tsx';
import { UseBands } from './UseBands.tsx';
import type { InvoiceLine, MonthOfUse } from './words.ts';

type Props = {
  line: InvoiceLine;
  /** The steps of its unit price, where they are known. */
  steps: readonly PriceStep[] | undefined;
  /** The month of use that it charges a band of: the steps are then those of the first band's price. */
  use: MonthOfUse | undefined;
};

/** How a line came to its amount, step by step, behind a small button: from the list price to the unit price, and on to net and tax. */
export function ExplainLine(props: Props) {
  const { t } = useLingui();
  const { language } = useFormat();
  const product = props.line.product[language];
  return (
    <Popover.Root>
      <Popover.Trigger
        render={<IconButton size="sm" icon={CircleHelp} label={t`Explain this line: ${product}`} />}
      />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} collisionPadding={8} className="z-50 outline-none">
          <Popover.Popup
            className={cx(
              popup,
              'flex max-h-(--available-height) w-92 max-w-[calc(100vw-1rem)] flex-col overflow-hidden',
            )}
          >
            {/* A body that scrolls must be reachable by keyboard, and nothing in it can be focused. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
            <div tabIndex={0} className="min-h-0 overflow-y-auto p-4 outline-none">
              <Popover.Title className="font-semibold">
                <Trans>How this came about</Trans>
              </Popover.Title>
              <Steps {...props} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Steps({ line, steps, use }: Props) {
  const { language } = useFormat();
  const { currency } = line.net;
  if (!steps) return <Sums line={line} before={<ByDiscount line={line} />} />;
  const before = (
    <Step sum sign="=" label={<Trans>Unit price</Trans>}>
      <UnitPrice minor={line.unit_price} currency={currency} />
    </Step>
  );
  return (
    <div className="mt-3">
      {use && use.bands.length > 1 && (
        <p className="mb-2 text-sm text-muted">
          <Trans>The price of the first band</Trans>
        </p>
      )}
      <PriceStepList steps={steps} name={line.product[language]} currency={currency} />
      {use && <UseBands use={use} band={line.use?.band ?? 0} />}
      <Sums line={line} before={before} />
    </div>
  );
}

/** Where no steps are known: the list price, and how far under it. */
function ByDiscount({ line }: { line: InvoiceLine }) {
  const { percent } = useFormat();
  const { currency } = line.net;
  const discounted = signOf(line.discount) !== 0;
  return (
    <>
      <Step label={<Trans>List price per unit</Trans>}>
        <UnitPrice minor={line.list_price} currency={currency} />
      </Step>
      {discounted && (
        <>
          <Step sign="−" label={<Trans>Discount of {percent(line.discount)}</Trans>}>
            <UnitPrice minor={difference(line.list_price, line.unit_price)} currency={currency} />
          </Step>
          <Step sum sign="=" label={<Trans>Unit price</Trans>}>
            <UnitPrice minor={line.unit_price} currency={currency} />
          </Step>
        </>
      )}
    </>
  );
}

/** From the unit price to net and tax. */
function Sums({ line, before }: { line: InvoiceLine; before: ReactNode }) {
  const { percent, number, period, text } = useFormat();
  const whole = line.days === line.period_days;
  return (
    <dl className="mt-3 flex flex-col gap-1.5">
      {before}
      <Step sign="×" label={<Trans>Quantity</Trans>}>
        {number(line.quantity)}
      </Step>
      <Step
        sign="×"
        label={
          <Plural value={line.period_days} one="Days of # in the period" other="Days of # in the period" />
        }
        note={period(line.period_from, line.period_to)}
      >
        {whole ? <Trans>all</Trans> : `${number(line.days)} ÷ ${number(line.period_days)}`}
      </Step>
      <Step sum sign="=" label={<Trans>Net, rounded once</Trans>}>
        <Money value={line.net} />
      </Step>
      {line.exemption ? (
        <Step sign="+" label={<Trans>No tax</Trans>} note={<bdi>{text(line.exemption)}</bdi>}>
          <Money value={line.tax} />
        </Step>
      ) : (
        <Step sign="+" label={<Trans>Share of the tax of {percent(line.tax_rate)}</Trans>}>
          <Money value={line.tax} />
        </Step>
      )}
    </dl>
  );
}

type StepProps = { label: ReactNode; sign?: string; note?: ReactNode; sum?: boolean; children: ReactNode };

function Step({ label, sign, note, sum, children }: StepProps) {
  return (
    <div
      className={cx(
        'flex items-baseline justify-between gap-4',
        sum && 'border-t border-line pt-1.5 font-medium',
      )}
    >
      <dt className="flex min-w-0 gap-2">
        <span aria-hidden="true" className="figures w-3 shrink-0 text-center text-faint">
          {sign}
        </span>
        <span className={cx('min-w-0', !sum && 'text-muted')}>
          {label}
          {note && <span className="block text-sm text-faint">{note}</span>}
        </span>
      </dt>
      <dd className="figures shrink-0 text-end">{children}</dd>
    </div>
  );
}
