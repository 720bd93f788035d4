import { Combobox as Base } from '@base-ui/react/combobox';
import { Trans, useLingui } from '@lingui/react/macro';
import { cx } from './cx.ts';
import { boxedInput, controlBox, FieldFrame, type FieldProps } from './Field.tsx';
import { Check, ChevronsUpDown } from './icons.ts';
import { popup, popupItem } from './popup.ts';
import type { Option } from './Select.tsx';

export type ComboboxProps = FieldProps<string> & {
  options: readonly Option[];
  placeholder?: string;
  /** Given: typing asks the server (the caller renews `options`); left out: typing narrows `options` here. */
  onSearch?: (text: string) => void;
  /** The server has not answered yet. */
  searching?: boolean;
};

/** One of many, found by typing. An empty string is "none chosen". */
export function Combobox(props: ComboboxProps) {
  const { options, placeholder, onSearch, searching, value, onValueChange, onBlur, inputRef, ...frame } =
    props;
  const chosen = options.find((option) => option.value === value) ?? null;
  return (
    <FieldFrame {...frame}>
      <Base.Root<Option>
        items={options as Option[]}
        value={chosen}
        onValueChange={(next) => onValueChange(next?.value ?? '')}
        onInputValueChange={
          onSearch && ((text, details) => details.reason === 'input-change' && onSearch(text))
        }
        filter={onSearch ? null : undefined}
        isItemEqualToValue={(one, other) => one.value === other.value}
        disabled={frame.disabled}
        autoHighlight
      >
        <Base.InputGroup className={controlBox}>
          <Base.Input
            ref={inputRef as never}
            onBlur={onBlur}
            placeholder={placeholder}
            dir="auto"
            className={boxedInput}
          />
          <OpenButton />
        </Base.InputGroup>
        <ComboboxList searching={searching} />
      </Base.Root>
    </FieldFrame>
  );
}

function OpenButton() {
  const { t } = useLingui();
  return (
    <Base.Trigger
      aria-label={t`Show the choices`}
      // The field's label is the input's alone; two controls of one name confuse whoever hears them.
      aria-labelledby={undefined}
      className="me-1 flex size-7 shrink-0 items-center justify-center text-faint"
    >
      <ChevronsUpDown className="size-3.5" aria-hidden />
    </Base.Trigger>
  );
}

function ComboboxList({ searching }: { searching?: boolean | undefined }) {
  return (
    <Base.Portal>
      <Base.Positioner sideOffset={6} className="z-50 outline-none">
        <Base.Popup
          className={cx(popup, 'flex max-h-[min(22rem,var(--available-height))] w-(--anchor-width) flex-col')}
        >
          <Base.Empty className="px-3.5 py-3 text-muted empty:hidden">
            {searching ? <Trans>Searching…</Trans> : <Trans>Nothing found. Try fewer letters.</Trans>}
          </Base.Empty>
          <Base.List className="overflow-y-auto overscroll-contain p-1 empty:hidden">
            {(option: Option) => (
              <Base.Item key={option.value} value={option} className={cx(popupItem, 'justify-between')}>
                <span className="min-w-0">
                  <span className="block truncate">{option.label}</span>
                  {option.note && <span className="block text-sm text-muted">{option.note}</span>}
                </span>
                <Base.ItemIndicator className="text-accent-text">
                  <Check className="size-4" aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
