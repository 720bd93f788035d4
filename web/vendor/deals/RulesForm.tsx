import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import type { DealRules } from './Rules.tsx';
import { percentOf, rateOf } from './rates.ts';

const days = (least: number, most: number) => z.number().int().min(least).max(most);
const schema = z.object({
  valid_from: z.iso.date(),
  decision_days: days(1, 60),
  reminder_days: days(0, 60),
  escalation_days: days(1, 60),
  answer_days: days(1, 90),
  protection_days: days(1, 730),
  extension_days: days(1, 365),
  maximum_extensions: days(0, 20),
  notice_days: days(0, 90),
  incentive_months: days(1, 120),
  rate: z.string().refine((typed) => rateOf(typed) !== null),
});
type Values = z.infer<typeof schema>;
type Count = Exclude<keyof Values, 'valid_from' | 'rate'>;

/** The next version of the rules, begun from the latest. */
export function RulesForm({ rules, onDone }: { rules: DealRules; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const { work_week, holidays, rates, incentive_rate, version: _, recorded_at: _at, ...counts } = rules;
  const form = useForm({
    name: 'deal-rules',
    schema,
    defaults: { ...counts, valid_from: today, rate: percentOf(incentive_rate) },
    submit: ({ rate, ...values }) =>
      api.POST('/v1/deals/rules', {
        body: { ...values, incentive_rate: rateOf(rate) ?? '0', work_week, holidays, rates },
      }),
    onDone: () => {
      toast.good(t`The rules are published`);
      onDone();
    },
  });
  const fields = useCountWords();
  return (
    <Form form={form} action={<Trans>Publish the rules</Trans>}>
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`In force from`} min={today} {...field} className="sm:max-w-60" />}
      </Bind>
      <div className="grid gap-5 sm:grid-cols-2">
        {fields.map(([name, label, unit]) => (
          <Bind key={name} form={form} name={name}>
            {(field) => (
              <NumberField
                label={label}
                unit={unit}
                {...field}
                value={field.value as number}
                onValueChange={(next) => field.onValueChange(next as number)}
              />
            )}
          </Bind>
        ))}
        <Bind form={form} name="rate">
          {(field) => <TextField ltr label={t`Incentive`} inputMode="decimal" trail="%" {...field} />}
        </Bind>
      </div>
    </Form>
  );
}

function useCountWords(): [name: Count, label: string, unit: string][] {
  const { t } = useLingui();
  const working = t`working days`;
  return [
    ['decision_days', t`Decision within`, working],
    ['reminder_days', t`Channel manager is reminded after`, working],
    ['escalation_days', t`Management is told after the deadline`, working],
    ['answer_days', t`A question waits`, working],
    ['protection_days', t`Protection`, t`days`],
    ['notice_days', t`Notice before protection ends`, t`days`],
    ['extension_days', t`Extension by the reseller`, t`days`],
    ['maximum_extensions', t`Extensions by the reseller`, t`times`],
    ['incentive_months', t`Incentive goes on after the win`, t`months`],
  ];
}
