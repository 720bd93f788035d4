import { useLingui } from '@lingui/react/macro';
import { inMinorUnits } from '../../kit/billing/decimals.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Plus, Trash2 } from '../../ui/icons.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { PriceRow } from './offer.ts';

type Props = {
  rows: PriceRow[];
  onRows: (rows: PriceRow[]) => void;
  /** Units beyond the first so many have prices of their own. */
  banded: boolean;
  /** What is wrong is said once the form was sent. */
  submitted: boolean;
};

/** The first list price of an offer in each currency. */
export function PricesField({ rows, onRows, banded, submitted }: Props) {
  const put = (index: number, change: Partial<PriceRow>) =>
    onRows(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <div className="flex flex-col gap-5">
      {rows.map((row, index) => (
        <Price
          key={row.currency}
          row={row}
          banded={banded}
          submitted={submitted}
          onChange={(change) => put(index, change)}
          onRemove={rows.length > 1 ? () => onRows(rows.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <AddCurrency
        key={rows.length}
        known={rows.map(({ currency }) => currency)}
        onAdd={(currency) => onRows([...rows, { currency, unit_price: '', bands: [] }])}
      />
    </div>
  );
}

type PriceProps = {
  row: PriceRow;
  banded: boolean;
  submitted: boolean;
  onChange: (change: Partial<PriceRow>) => void;
  onRemove: (() => void) | undefined;
};

function Price({ row, banded, submitted, onChange, onRemove }: PriceProps) {
  const { t } = useLingui();
  const { currency, bands } = row;
  const refused = (typed: string) =>
    submitted && inMinorUnits(typed, currency) === null ? t`Write a price, such as 25.50.` : undefined;
  const putBand = (index: number, change: Partial<PriceRow['bands'][number]>) =>
    onChange({ bands: bands.map((band, at) => (at === index ? { ...band, ...change } : band)) });
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-end gap-2 sm:max-w-84">
        <TextField
          ltr
          className="grow"
          label={t`Price in ${currency}`}
          inputMode="decimal"
          trail={currency}
          error={refused(row.unit_price)}
          value={row.unit_price}
          onValueChange={(unit_price) => onChange({ unit_price })}
        />
        {onRemove && <IconButton icon={Trash2} label={t`Take out ${currency}`} onClick={onRemove} />}
      </div>
      {banded &&
        bands.map((band, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place; where it begins is typed over.
            key={index}
            className="grid grid-cols-[1fr_1fr_auto] items-end gap-3 sm:max-w-120"
          >
            <NumberField
              label={t`Above units`}
              min={1}
              value={Number.isNaN(band.above) ? null : band.above}
              onValueChange={(above) => putBand(index, { above: above ?? Number.NaN })}
            />
            <TextField
              ltr
              label={t`Price of one more`}
              inputMode="decimal"
              trail={currency}
              error={refused(band.unit_price)}
              value={band.unit_price}
              onValueChange={(unit_price) => putBand(index, { unit_price })}
            />
            <IconButton
              icon={Trash2}
              label={t`Take out this band`}
              onClick={() => onChange({ bands: bands.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
      {banded && (
        <div>
          <Button
            size="sm"
            icon={Plus}
            onClick={() =>
              onChange({ bands: [...bands, { above: (bands.at(-1)?.above ?? 0) + 100, unit_price: '' }] })
            }
          >{t`Add a band`}</Button>
        </div>
      )}
    </div>
  );
}

function AddCurrency({ known, onAdd }: { known: readonly string[]; onAdd: (currency: string) => void }) {
  const { t } = useLingui();
  const { language } = useFormat();
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const options = Intl.supportedValuesOf('currency')
    .filter((code) => !known.includes(code))
    .map((code) => ({ value: code, label: names.of(code) ?? code, note: code }));
  return (
    <Combobox
      optional
      className="sm:max-w-84"
      label={t`Add a currency`}
      options={options}
      value=""
      onValueChange={(code) => code && onAdd(code)}
    />
  );
}
