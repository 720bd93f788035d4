import { Trans, useLingui } from '@lingui/react/macro';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { CircleAlert, Plus, Trash2 } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { Chips } from './Chips.tsx';
import { ProductName, ProductPicker } from './ProductPicker.tsx';
import { RELATIONS, type RelationRow } from './product.ts';

type Props = {
  rows: RelationRow[];
  onRows: (rows: RelationRow[]) => void;
  /** The product's own code: it stands in no relation to itself. */
  own?: string | undefined;
  error?: string | undefined;
};

/** How a product stands to others: what it needs, what comes with it, what it is not sold beside. */
export function RelationsField({ rows, onRows, own, error }: Props) {
  const { t } = useLingui();
  const put = (index: number, change: Partial<RelationRow>) =>
    onRows(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-2 text-sm font-medium">
        <Trans>Relations</Trans>
      </legend>
      {rows.map((row, index) => (
        <RelationFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a relation is its place; its products are typed over.
          key={index}
          row={row}
          own={own}
          onChange={(change) => put(index, change)}
          onRemove={() => onRows(rows.filter((_, at) => at !== index))}
        />
      ))}
      {error && (
        <p role="alert" className="flex items-start gap-1.5 text-sm text-bad">
          <CircleAlert className="mt-0.5 size-3.5 shrink-0" aria-hidden />
          {error}
        </p>
      )}
      <div>
        <Button
          size="sm"
          icon={Plus}
          onClick={() => onRows([...rows, { kind: 'requires', products: [] }])}
        >{t`Add a relation`}</Button>
      </div>
    </fieldset>
  );
}

type RowProps = {
  row: RelationRow;
  own: string | undefined;
  onChange: (change: Partial<RelationRow>) => void;
  onRemove: () => void;
};

function RelationFields({ row: { kind, products }, own, onChange, onRemove }: RowProps) {
  const { t } = useLingui();
  const { said } = useProductWords();
  const notes: Record<RelationRow['kind'], string> = {
    requires: t`Any one of them will do; what is needed as well stands in a relation of its own.`,
    included: t`They come with it and are not sold on top.`,
    excludes: t`They are never sold to the same customer.`,
    replaces: t`It is sold in their place.`,
  };
  return (
    <div className="flex flex-col gap-2.5 rounded-lg border border-line p-4">
      <div className="grid grid-cols-[1fr_auto] items-end gap-3 sm:grid-cols-[minmax(0,12rem)_1fr_auto]">
        <Select
          className="max-sm:col-span-full"
          label={t`Relation`}
          options={RELATIONS.map((value) => ({ value, label: said[value] }))}
          value={kind}
          onValueChange={(next) => onChange({ kind: next as RelationRow['kind'] })}
        />
        <ProductPicker
          // A new key after each choice empties the field.
          key={products.length}
          label={t`Add a product`}
          without={[...products, ...(own ? [own] : [])]}
          onPick={(code) => onChange({ products: [...products, code] })}
        />
        <IconButton icon={Trash2} label={t`Take out this relation`} onClick={onRemove} />
      </div>
      <Chips
        chips={products.map((code) => ({ value: code, label: code, drawn: <ProductName code={code} /> }))}
        onRemove={(code) => onChange({ products: products.filter((one) => one !== code) })}
      />
      <p className="text-sm text-muted">
        {products.length === 0 ? t`Choose at least one product.` : notes[kind]}
      </p>
    </div>
  );
}
