import { useLingui } from '@lingui/react/macro';
import { CountryField } from '../../ui/CountryField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Chips } from './Chips.tsx';

type Props = { value: string[]; onValueChange: (next: string[]) => void; error?: string | undefined };

/** The countries a product may be sold in. */
export function CountriesField({ value, onValueChange, error }: Props) {
  const { t } = useLingui();
  const { country } = useFormat();
  const add = (code: string) => code && !value.includes(code) && onValueChange([...value, code]);
  return (
    <div className="flex flex-col gap-2.5">
      <CountryField
        // A new key after each choice empties the field.
        key={value.length}
        optional
        className="sm:max-w-84"
        label={t`Sold in`}
        hint={t`Add one country after the other. None: everywhere.`}
        error={error}
        value=""
        onValueChange={add}
      />
      <Chips
        chips={value.map((code) => ({ value: code, label: country(code) }))}
        onRemove={(code) => onValueChange(value.filter((one) => one !== code))}
      />
    </div>
  );
}
