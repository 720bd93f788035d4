import { Trans, useLingui } from '@lingui/react/macro';
import { TargetField } from '../../kit/catalogue/TargetField.tsx';
import { targetOf, useTargetNames } from '../../kit/catalogue/targets.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Trash2 } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { CustomerField } from '../customers/CustomerField.tsx';
import type { RuleRow } from './rows.ts';
import { useRuleKinds } from './words.ts';

type Props = {
  rows: readonly RuleRow[];
  onRows: (rows: RuleRow[]) => void;
  currency: string;
  faultOf: (index: number) => string | undefined;
};

/** A book's rules to be typed over, with rules to add and to take out. */
export function RulesField({ rows, onRows, currency, faultOf }: Props) {
  const { t } = useLingui();
  const nameOf = useTargetNames(rows);
  const put = (index: number, change: Partial<RuleRow>) =>
    onRows(rows.map((row, place) => (place === index ? { ...row, ...change } : row)));
  const add = (chosen: string) => {
    if (!chosen) return;
    onRows([...rows, { ...targetOf(chosen), kind: 'markup_on_cost', buyer_id: '', value: '' }]);
  };
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-2 text-sm font-medium">
        <Trans>Rules</Trans>
      </legend>
      {rows.map((row, index) => (
        <RuleFields
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the book
          key={`${row.scope} ${row.target} ${index}`}
          row={row}
          name={nameOf(row)}
          currency={currency}
          fault={faultOf(index)}
          onChange={(change) => put(index, change)}
          onRemove={() => onRows(rows.filter((_, place) => place !== index))}
        />
      ))}
      {/* A new key after each choice empties the field. */}
      <TargetField
        key={rows.length}
        className="sm:max-w-100"
        label={t`Add a rule for`}
        offers
        value=""
        onValueChange={add}
      />
    </fieldset>
  );
}

type RuleProps = {
  row: RuleRow;
  name: string;
  currency: string;
  fault: string | undefined;
  onChange: (change: Partial<RuleRow>) => void;
  onRemove: () => void;
};

function RuleFields({ row, name, currency, fault, onChange, onRemove }: RuleProps) {
  const { t } = useLingui();
  const kinds = useRuleKinds();
  const options = Object.entries(kinds)
    .filter(([kind]) => kind !== 'fixed' || row.scope === 'offer')
    .map(([value, label]) => ({ value, label }));
  return (
    <div className="rounded-lg border border-line p-4">
      <div className="mb-3 flex items-center justify-between gap-3">
        <bdi className="min-w-0 font-medium">{name}</bdi>
        <IconButton size="sm" icon={Trash2} label={t`Take out ${name}`} onClick={onRemove} />
      </div>
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_8.5rem]">
        <Select
          label={t`Price is made by`}
          options={options}
          value={row.kind}
          onValueChange={(kind) => onChange({ kind: kind as RuleRow['kind'] })}
        />
        <CustomerField
          label={t`Applies to`}
          besides={{ value: 'all', label: t`All customers` }}
          value={row.buyer_id || 'all'}
          onValueChange={(id) => onChange({ buyer_id: id === 'all' ? '' : id })}
        />
        <TextField
          ltr
          inputMode="decimal"
          label={row.kind === 'fixed' ? t`Price` : t`Percent`}
          trail={row.kind === 'fixed' ? currency : '%'}
          value={row.value}
          error={fault}
          onValueChange={(value) => onChange({ value })}
        />
      </div>
    </div>
  );
}
