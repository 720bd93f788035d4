import { Trans, useLingui } from '@lingui/react/macro';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Plus, Trash2 } from '../../ui/icons.ts';
import { TextField } from '../../ui/TextField.tsx';
import type { ProductValues } from './product.ts';

type Rows = ProductValues['works_with'];

/** Other vendors' systems that the product works with, and what to know about each. */
export function WorksWithField({ rows, onRows }: { rows: Rows; onRows: (rows: Rows) => void }) {
  const { t } = useLingui();
  const put = (index: number, change: Partial<Rows[number]>) =>
    onRows(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-2 text-sm font-medium">
        <Trans>Works with</Trans>
      </legend>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a system is its place; its name is typed over.
          key={index}
          className="grid grid-cols-[1fr_auto] items-end gap-3 sm:grid-cols-[1fr_1fr_1fr_auto]"
        >
          <TextField
            label={t`System`}
            value={row.system}
            onValueChange={(system) => put(index, { system })}
          />
          <TextField
            className="max-sm:order-last max-sm:col-span-full"
            label={t`Note in English`}
            value={row.en}
            onValueChange={(en) => put(index, { en })}
          />
          <TextField
            className="max-sm:order-last max-sm:col-span-full"
            label={t`Note in Arabic`}
            value={row.ar}
            onValueChange={(ar) => put(index, { ar })}
          />
          <IconButton
            icon={Trash2}
            label={t`Take out this system`}
            onClick={() => onRows(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={Plus}
          onClick={() => onRows([...rows, { system: '', en: '', ar: '' }])}
        >{t`Add a system`}</Button>
      </div>
    </fieldset>
  );
}
