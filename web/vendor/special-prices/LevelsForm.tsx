import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { fractionOf, percentOf } from '../../kit/billing/decimals.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useSession } from '../../kit/session.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Plus, Trash2 } from '../../ui/icons.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import type { ApprovalLevel, Structure } from './ApprovalsPage.tsx';
import { useRoleWords } from './words.ts';

const ROLES = ['administrator', 'channel_manager', 'channel_supervisor', 'management', 'finance'] as const;

const percent = z.string().refine((typed) => typed === '' || fractionOf(typed) !== null);
const level = z.object({
  name_en: z.string().trim().min(2).max(100),
  name_ar: z.string().trim().min(2).max(100),
  roles: z.array(z.string()),
  person_ids: z.array(z.string()),
  countries: z.array(z.string()),
  discount_over: percent,
  margin_under: percent,
  value_over: z.number().int().min(0).nullable(),
  decide_within_hours: z.number().int().min(1).max(2000),
  remind_after_hours: z.number().int().min(1).max(2000),
});
const schema = z.object({ levels: z.array(level).min(1).max(10) });
type Row = z.infer<typeof level>;

function rowOf({ name, conditions, roles, person_ids, ...hours }: ApprovalLevel): Row {
  const shown = (fraction: string | null) => (fraction === null ? '' : percentOf(fraction));
  return {
    ...hours,
    ...{ name_en: name.en, name_ar: name.ar, roles: [...roles], person_ids: [...person_ids] },
    ...{ countries: [...conditions.countries], value_over: conditions.value_over },
    discount_over: shown(conditions.discount_over),
    margin_under: shown(conditions.margin_under),
  };
}

function levelOf({ name_en, name_ar, countries, discount_over, margin_under, value_over, ...rest }: Row) {
  return {
    ...rest,
    roles: rest.roles as ApprovalLevel['roles'],
    name: { en: name_en, ar: name_ar },
    conditions: {
      countries,
      value_over,
      discount_over: fractionOf(discount_over),
      margin_under: fractionOf(margin_under),
    },
  };
}

const BLANK: Row = {
  ...{ name_en: '', name_ar: '', roles: ['management'], person_ids: [], countries: [] },
  ...{
    discount_over: '',
    margin_under: '',
    value_over: null,
    decide_within_hours: 48,
    remind_after_hours: 24,
  },
};

/** The levels to be written anew: they become the structure's next version. */
export function LevelsForm({ structure, onDone }: { structure: Structure; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'approval-structure',
    keep: false,
    schema,
    defaults: { levels: structure.levels.map(rowOf) },
    submit: ({ levels }) =>
      api.PUT('/v1/deals/approval-structure', { body: { levels: levels.map(levelOf) } }),
    onDone: () => {
      toast.good(t`The levels are changed`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Set the levels</Trans>}>
      <Bind form={form} name="levels">
        {({ value, onValueChange }) => (
          <div className="flex flex-col gap-5">
            {value.map((row, index) => (
              <LevelFields
                // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place in the order.
                key={index}
                row={row}
                place={index + 1}
                onChange={(change) =>
                  onValueChange(value.map((kept, place) => (place === index ? { ...kept, ...change } : kept)))
                }
                onRemove={
                  value.length > 1 ? () => onValueChange(value.filter((_, place) => place !== index)) : null
                }
              />
            ))}
            <Button icon={Plus} className="self-start" onClick={() => onValueChange([...value, BLANK])}>
              <Trans>Add a level</Trans>
            </Button>
          </div>
        )}
      </Bind>
    </Form>
  );
}

type FieldsProps = {
  row: Row;
  place: number;
  onChange: (change: Partial<Row>) => void;
  onRemove: (() => void) | null;
};

function LevelFields({ row, place, onChange, onRemove }: FieldsProps) {
  const { t } = useLingui();
  const roles = useRoleWords();
  const toggle = (role: string, on: boolean) =>
    onChange({ roles: on ? [...row.roles, role] : row.roles.filter((one) => one !== role) });
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border border-line p-4">
      <legend className="flex items-center gap-2 px-1 font-medium">
        <Trans>Level {place}</Trans>
        {onRemove && <IconButton icon={Trash2} label={t`Take out level ${place}`} onClick={onRemove} />}
      </legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t`Name in English`}
          value={row.name_en}
          onValueChange={(name_en) => onChange({ name_en })}
        />
        <TextField
          label={t`Name in Arabic`}
          value={row.name_ar}
          onValueChange={(name_ar) => onChange({ name_ar })}
        />
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={roles[role] ?? role}
            value={row.roles.includes(role)}
            onValueChange={(on) => toggle(role, on)}
          />
        ))}
      </div>
      <ConditionFields row={row} onChange={onChange} />
    </fieldset>
  );
}

/** When the level is needed, and how long it has. */
function ConditionFields({ row, onChange }: Pick<FieldsProps, 'row' | 'onChange'>) {
  const { t } = useLingui();
  const { currency } = useSession().organization;
  return (
    <>
      <p className="text-sm text-muted">
        <Trans>Needed when one of these is so; with none of them, always.</Trans>
      </p>
      <div className="grid gap-3 sm:grid-cols-3">
        <TextField
          ltr
          optional
          label={t`Discount over`}
          inputMode="decimal"
          trail="%"
          value={row.discount_over}
          onValueChange={(discount_over) => onChange({ discount_over })}
        />
        <MoneyField
          optional
          label={t`Worth a year over`}
          currency={currency}
          value={row.value_over}
          onValueChange={(value_over) => onChange({ value_over })}
        />
        <TextField
          ltr
          optional
          label={t`Margin under`}
          inputMode="decimal"
          trail="%"
          value={row.margin_under}
          onValueChange={(margin_under) => onChange({ margin_under })}
        />
        <TextField
          ltr
          optional
          label={t`Only in these countries`}
          hint={t`Two letters each, such as SA, AE.`}
          value={row.countries.join(', ')}
          onValueChange={(typed) =>
            onChange({
              countries: typed
                .toUpperCase()
                .split(/[^A-Z]+/)
                .filter(Boolean),
            })
          }
        />
        <NumberField
          label={t`Remind after hours`}
          min={1}
          value={row.remind_after_hours}
          onValueChange={(typed) => onChange({ remind_after_hours: typed ?? 1 })}
        />
        <NumberField
          label={t`Hours to decide`}
          min={1}
          value={row.decide_within_hours}
          onValueChange={(typed) => onChange({ decide_within_hours: typed ?? 1 })}
        />
      </div>
    </>
  );
}
