import { Select as Base } from '@base-ui/react/select';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { control, FieldFrame, type FieldProps } from './Field.tsx';
import { Check, ChevronsUpDown } from './icons.ts';
import { popup, popupItem } from './popup.ts';

export type Option = { value: string; label: string /** A quieter second line. */; note?: ReactNode };

export type SelectProps = FieldProps<string> & { options: readonly Option[]; placeholder?: string };

/** One of a handful. More than about twelve, or a list to search: `Combobox`. An empty string is "none chosen". */
export function Select({
  options,
  placeholder,
  value,
  onValueChange,
  onBlur,
  inputRef,
  ...frame
}: SelectProps) {
  return (
    <FieldFrame {...frame}>
      <Base.Root
        items={options}
        value={value || null}
        onValueChange={(next) => onValueChange(next ?? '')}
        disabled={frame.disabled}
      >
        <Base.Trigger
          ref={inputRef as never}
          onBlur={onBlur}
          className={cx(
            control,
            'flex items-center justify-between gap-2 text-start data-placeholder:text-faint',
          )}
        >
          <Base.Value className="truncate" placeholder={placeholder ?? ' '} />
          <Base.Icon className="text-faint">
            <ChevronsUpDown className="size-3.5" aria-hidden />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={6} alignItemWithTrigger={false} className="z-50 outline-none">
            <Base.Popup
              className={cx(popup, 'max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1')}
            >
              {options.map((option) => (
                <SelectOption key={option.value} option={option} />
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  );
}

function SelectOption({ option }: { option: Option }) {
  return (
    <Base.Item value={option.value} className={cx(popupItem, 'justify-between')}>
      <span className="min-w-0">
        <Base.ItemText className="block truncate">{option.label}</Base.ItemText>
        {option.note && <span className="block text-sm text-muted">{option.note}</span>}
      </span>
      <Base.ItemIndicator className="text-accent-text">
        <Check className="size-4" aria-hidden />
      </Base.ItemIndicator>
    </Base.Item>
  );
}
