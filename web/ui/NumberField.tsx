import { NumberField as Base } from '@base-ui/react/number-field';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { boxedInput, controlBox, FieldFrame, type FieldProps } from './Field.tsx';
import { Minus, Plus } from './icons.ts';

export type NumberFieldProps = FieldProps<number | null> & {
  min?: number;
  max?: number;
  step?: number;
  /** Drawn after the number: "seats", "%". */
  unit?: ReactNode;
  /** Minus and plus at the ends, for counts that are nudged. */
  steppers?: boolean;
};

/** A whole or plain decimal number. Never for money: that is `MoneyField`. */
export function NumberField(props: NumberFieldProps) {
  const { min, max, step, unit, steppers, value, onValueChange, onBlur, inputRef, ...frame } = props;
  return (
    <FieldFrame {...frame}>
      <Base.Root
        value={value}
        onValueChange={(next) => onValueChange(next)}
        {...{ min, max, step }}
        locale="en"
        disabled={frame.disabled}
        className="min-w-0"
      >
        <Base.Group className={controlBox}>
          {steppers && <Step way="less" />}
          <Base.Input
            ref={inputRef as never}
            onBlur={onBlur}
            dir="ltr"
            className={cx(boxedInput, 'figures', steppers && 'text-center!')}
          />
          {unit && <span className="shrink-0 pe-3 text-sm text-muted">{unit}</span>}
          {steppers && <Step way="more" />}
        </Base.Group>
      </Base.Root>
    </FieldFrame>
  );
}

function Step({ way }: { way: 'less' | 'more' }) {
  const { t } = useLingui();
  const look =
    'mx-1 flex size-7 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink data-disabled:text-faint data-disabled:opacity-50';
  if (way === 'less')
    return (
      <Base.Decrement aria-label={t`One less`} className={look}>
        <Minus className="size-4" aria-hidden />
      </Base.Decrement>
    );
  return (
    <Base.Increment aria-label={t`One more`} className={look}>
      <Plus className="size-4" aria-hidden />
    </Base.Increment>
  );
}
