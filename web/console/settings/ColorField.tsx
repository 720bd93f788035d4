import { useLingui } from '@lingui/react/macro';
import type { FieldProps } from '../../ui/Field.tsx';
import { TextField } from '../../ui/TextField.tsx';

/** A colour as `#rrggbb`, typed or picked in the browser's own picker; an empty string is none. */
export function ColorField({ value, onValueChange, ...field }: FieldProps<string>) {
  const { t } = useLingui();
  const swatch = /^#[0-9a-f]{6}$/i.test(value) ? value : '#7a4a1e';
  return (
    <TextField
      {...field}
      ltr
      value={value}
      onValueChange={onValueChange}
      placeholder="#7a4a1e"
      className="sm:max-w-60"
      trail={
        <input
          type="color"
          aria-label={t`Pick the colour`}
          value={swatch}
          onChange={(event) => onValueChange(event.target.value)}
          className="size-7 cursor-pointer rounded-sm border-0 bg-transparent p-0.5"
        />
      }
    />
  );
}
