import { Field } from '@base-ui/react/field';
import { Fieldset } from '@base-ui/react/fieldset';
import { Radio } from '@base-ui/react/radio';
import { RadioGroup as Base } from '@base-ui/react/radio-group';
import { cx } from './cx.ts';
import { FieldNotes, type FieldProps } from './Field.tsx';
import type { Option } from './Select.tsx';

export type RadioGroupProps = FieldProps<string> & {
  options: readonly Option[];
  /** Each choice in a box of its own, side by side where there is room. */
  cards?: boolean;
};

/** One of two to five, all worth seeing at once. */
export function RadioGroup(props: RadioGroupProps) {
  const {
    label,
    hint,
    error,
    name,
    disabled,
    className,
    options,
    cards,
    value,
    onValueChange,
    onBlur,
    inputRef,
  } = props;
  return (
    <Field.Root
      name={name}
      disabled={disabled}
      invalid={Boolean(error)}
      className={cx('flex flex-col gap-2', className)}
    >
      <Fieldset.Root
        onBlur={onBlur}
        render={<Base value={value} onValueChange={(next) => onValueChange(String(next))} />}
        className={cx('grid gap-2', cards && 'sm:grid-cols-2')}
      >
        <Fieldset.Legend className="col-span-full text-sm font-medium text-ink">{label}</Fieldset.Legend>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            option={option}
            cards={cards}
            inputRef={index === 0 ? inputRef : undefined}
          />
        ))}
      </Fieldset.Root>
      <FieldNotes hint={hint} error={error} />
    </Field.Root>
  );
}

function Choice({
  option,
  cards,
  inputRef,
}: { option: Option } & Pick<RadioGroupProps, 'cards' | 'inputRef'>) {
  const box =
    'rounded-lg border border-line-strong bg-surface p-3.5 shadow-low transition-colors hover:border-faint has-data-checked:border-accent-text has-data-checked:bg-accent-soft';
  return (
    <Field.Item>
      <Field.Label className={cx('flex h-full cursor-pointer items-start gap-2.5', cards && box)}>
        <Radio.Root
          ref={inputRef as never}
          value={option.value}
          className="mt-0.5 flex size-[1.125rem] shrink-0 items-center justify-center rounded-full border border-faint/70 bg-surface shadow-low data-checked:border-accent data-checked:bg-accent data-disabled:opacity-60"
        >
          <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
        </Radio.Root>
        <span className="flex min-w-0 flex-col">
          <span className={cx(cards && 'font-medium')}>{option.label}</span>
          {option.note && <span className="text-sm text-muted">{option.note}</span>}
        </span>
      </Field.Label>
    </Field.Item>
  );
}
