import { Trans, useLingui } from '@lingui/react/macro';
import { TargetField } from '../../kit/catalogue/TargetField.tsx';
import { targetOf, useTargetNames } from '../../kit/catalogue/targets.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Trash2 } from '../../ui/icons.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { isRate, type ScheduleRow } from './schedule.ts';

type Props = { rows: readonly ScheduleRow[]; onRows: (rows: ScheduleRow[]) => void };

/** A plan's discounts to be typed over, with lines to add and to take out. */
export function ScheduleField({ rows, onRows }: Props) {
  const { t } = useLingui();
  const nameOf = useTargetNames(rows);
  const put = (index: number, change: Partial<ScheduleRow>) =>
    onRows(rows.map((row, place) => (place === index ? { ...row, ...change } : row)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-medium">
        <Trans>Discounts</Trans>
      </legend>
      {rows.map((row, index) => (
        <RowFields
          // Rows have no name of their own: two bands of one product differ in a number that is typed over.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the row.
          key={index}
          row={row}
          name={nameOf(row)}
          onChange={(change) => put(index, change)}
          onRemove={() => onRows(rows.filter((_, place) => place !== index))}
        />
      ))}
      <AddRow rows={rows} onRows={onRows} label={t`Add a family, a product or a further band`} />
    </fieldset>
  );
}

type RowProps = {
  row: ScheduleRow;
  name: string;
  onChange: (change: Partial<ScheduleRow>) => void;
  onRemove: () => void;
};

function RowFields({ row, name, onChange, onRemove }: RowProps) {
  const { t } = useLingui();
  const refused = t`Between 0 and 100.`;
  return (
    <div className="grid grid-cols-[5rem_1fr_1fr_auto] items-end gap-3 sm:grid-cols-[minmax(0,2fr)_5.5rem_1fr_1fr_auto]">
      <span className="pb-2 font-medium max-sm:col-span-full max-sm:pb-0">{name}</span>
      <NumberField
        label={t`From units`}
        min={1}
        value={row.from_quantity}
        onValueChange={(typed) => onChange({ from_quantity: typed ?? 1 })}
      />
      {(['prepay', 'postpay'] as const).map((preference) => (
        <TextField
          key={preference}
          ltr
          label={preference === 'prepay' ? t`Pre-pay` : t`Post-pay`}
          inputMode="decimal"
          trail="%"
          error={isRate(row[preference]) ? undefined : refused}
          value={row[preference]}
          onValueChange={(typed) => onChange({ [preference]: typed })}
        />
      ))}
      <IconButton icon={Trash2} label={t`Take out ${name}`} onClick={onRemove} />
    </div>
  );
}

function AddRow({ rows, onRows, label }: Props & { label: string }) {
  const add = (chosen: string) => {
    if (!chosen) return;
    const { scope, target } = targetOf(chosen);
    // What stands already gets a further band, which begins after the last.
    const bands = rows.filter((row) => row.scope === scope && row.target === target);
    const from_quantity = 1 + Math.max(0, ...bands.map((row) => row.from_quantity));
    onRows([
      ...rows,
      { scope: scope as ScheduleRow['scope'], target, from_quantity, prepay: '', postpay: '' },
    ]);
  };
  // A new key after each choice empties the field.
  return <TargetField key={rows.length} className="sm:max-w-84" label={label} value="" onValueChange={add} />;
}
