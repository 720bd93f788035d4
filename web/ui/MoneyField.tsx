import { Field as Base } from '@base-ui/react/field';
import { useState } from 'react';
import { type MoneyValue, parseAmount, plainAmount } from '../format.ts';
import { cx } from './cx.ts';
import { boxedInput, controlBox, FieldFrame, type FieldProps } from './Field.tsx';

/**
 * An amount in one currency. The value is whole minor units, or null while what is typed is no amount
 * (empty, a letter, more decimals than the currency has); it never passes through a float.
 */
export function MoneyField(props: FieldProps<number | null> & { currency: string }) {
  const { value, onValueChange, onBlur, inputRef, currency, ...frame } = props;
  const shown = (amount: number | null) =>
    amount === null ? '' : plainAmount({ amount, currency } as MoneyValue);
  const [text, setText] = useState(shown(value));
  // What is typed is kept as typed; it is only rewritten when the value was changed from outside.
  const current = parseAmount(text, currency) === value ? text : shown(value);
  return (
    <FieldFrame {...frame}>
      <span className={controlBox}>
        <Base.Control
          ref={inputRef as never}
          value={current}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          onBlur={onBlur}
          onValueChange={(next: string) => {
            setText(next);
            onValueChange(parseAmount(next, currency));
          }}
          className={cx(boxedInput, 'figures')}
        />
        <span className="shrink-0 pe-3 text-sm text-muted">{currency}</span>
      </span>
    </FieldFrame>
  );
}
