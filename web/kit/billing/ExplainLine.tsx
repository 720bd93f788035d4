import { Popover } from '@base-ui/react/popover';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { CircleHelp } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { popup } from '../../ui/popup.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { difference, signOf } from './decimals.ts';
import { UnitPrice } from './UnitPrice.tsx';
import type { InvoiceLine } from './words.ts';

/** How a line came to its amount, step by step, behind a small button. */
export function ExplainLine({ line, taxRate }: { line: InvoiceLine; taxRate: string }) {
  const { t } = useLingui();
  const { language } = useFormat();
  const product = line.product[language];
  return (
    <Popover.Root>
      <Popover.Trigger
        render={<IconButton size="sm" icon={CircleHelp} label={t`Explain this line: ${product}`} />}
      />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={6} collisionPadding={8} className="z-50 outline-none">
          <Popover.Popup className={cx(popup, 'w-84 max-w-[calc(100vw-1rem)] p-4')}>
            <Popover.Title className="font-semibold">
              <Trans>How this came about</Trans>
            </Popover.Title>
            <Steps line={line} taxRate={taxRate} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Steps({ line, taxRate }: { line: InvoiceLine; taxRate: string }) {
  const { percent, number, period } = useFormat();
  const { currency } = line.net;
  const discounted = signOf(line.discount) !== 0;
  const whole = line.days === line.period_days;
  return (
    <dl className="mt-3 flex flex-col gap-1.5">
      <Step label={<Trans>List price per unit</Trans>}>
        <UnitPrice minor={line.list_price} currency={currency} />
      </Step>
      {discounted && (
        <>
          <Step sign="−" label={<Trans>Discount of {percent(line.discount)}</Trans>}>
            <UnitPrice minor={difference(line.list_price, line.unit_price)} currency={currency} />
          </Step>
          <Step sum sign="=" label={<Trans>Your unit price</Trans>}>
            <UnitPrice minor={line.unit_price} currency={currency} />
          </Step>
        </>
      )}
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
      <Step sign="+" label={<Trans>Share of the tax of {percent(taxRate)}</Trans>}>
        <Money value={line.tax} />
      </Step>
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
