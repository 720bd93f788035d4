import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Field } from '@base-ui/react/field';
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { FieldNotes, type FieldProps } from './Field.tsx';
import { Check } from './icons.ts';

const tick =
  'mt-0.5 flex size-[1.125rem] shrink-0 items-center justify-center rounded-sm border border-faint/70 bg-surface shadow-low transition-colors duration-100 hover:border-muted data-checked:border-accent data-checked:bg-accent data-checked:text-on-accent data-invalid:border-bad data-disabled:bg-sunken data-disabled:opacity-60';

/** A thing agreed to or left out, sent with its form. For a setting that acts at once: `Switch`. */
export function Checkbox({ value, onValueChange, onBlur, inputRef, ...frame }: FieldProps<boolean>) {
  return (
    <ChoiceFrame {...frame}>
      <BaseCheckbox.Root
        ref={inputRef as never}
        checked={value}
        onCheckedChange={(next) => onValueChange(next)}
        onBlur={onBlur}
        className={tick}
      >
        <BaseCheckbox.Indicator>
          <Check className="size-3.5" strokeWidth={3} aria-hidden />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
    </ChoiceFrame>
  );
}

/** A setting that acts the moment it is turned. */
export function Switch({ value, onValueChange, onBlur, inputRef, ...frame }: FieldProps<boolean>) {
  return (
    <ChoiceFrame {...frame}>
      <BaseSwitch.Root
        ref={inputRef as never}
        checked={value}
        onCheckedChange={(next) => onValueChange(next)}
        onBlur={onBlur}
        className="mt-0.5 flex h-5 w-8.5 shrink-0 items-center rounded-full bg-faint/70 p-0.5 transition-colors duration-150 data-checked:bg-accent data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="size-4 rounded-full bg-on-accent shadow-mid transition-[margin] duration-150 ease-calm data-checked:ms-3.5" />
      </BaseSwitch.Root>
    </ChoiceFrame>
  );
}

type ChoiceFrameProps = Omit<
  FieldProps<boolean>,
  'value' | 'onValueChange' | 'onBlur' | 'inputRef' | 'optional'
>;

function ChoiceFrame({
  label,
  hint,
  error,
  disabled,
  name,
  className,
  children,
}: ChoiceFrameProps & { children: ReactNode }) {
  return (
    <Field.Root
      name={name}
      disabled={disabled}
      invalid={Boolean(error)}
      className={cx('flex items-start gap-2.5', className)}
    >
      {children}
      <div className="flex min-w-0 flex-col gap-0.5">
        <Field.Label className="text-base text-ink">{label}</Field.Label>
        <FieldNotes hint={hint} error={error} />
      </div>
    </Field.Root>
  );
}
