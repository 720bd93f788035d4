import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { fractionOf } from '../../kit/billing/decimals.ts';
import { unless } from '../../kit/can.ts';
import { TargetField } from '../../kit/catalogue/TargetField.tsx';
import { targetOf } from '../../kit/catalogue/targets.ts';
import { dayAfter, firstOfNextMonth } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** Adds a promotion for coming days. */
export function NewPromotionButton() {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      dialogSize="lg"
      label={t`New promotion`}
      description={t`It comes off after the plan’s discount, and never below an offer’s floor.`}
      disabled={unless(useCan('bundle_plan.edit'))}
    >
      {(close) => <PromotionForm onDone={close} />}
    </DialogButton>
  );
}

const ALL_PLANS = 'all';
const schema = z.object({
  code: z.string().trim().min(1),
  en: z.string().trim().min(1),
  ar: z.string().trim().min(1),
  target: z.string().min(1),
  bundle_plan_id: z.string().min(1),
  from_quantity: z.number().int().min(1),
  rate: z.string().refine((typed) => /[1-9]/.test(typed) && fractionOf(typed) !== null),
  valid_from: z.iso.date(),
  valid_to: z.iso.date(),
});
type Values = z.input<typeof schema>;

function PromotionForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const begins = firstOfNextMonth(today);
  const form = useForm({
    name: 'promotion-new',
    schema,
    defaults: {
      ...{ code: '', en: '', ar: '', target: 'everything ', bundle_plan_id: ALL_PLANS, from_quantity: 1 },
      ...{ rate: '', valid_from: begins, valid_to: firstOfNextMonth(begins) },
    },
    submit: (values) => api.POST('/v1/catalog/promotions', { body: bodyOf(values) }),
    onDone: () => {
      toast.good(t`The promotion is added`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Add the promotion</Trans>}>
      <Names form={form} />
      <Reach form={form} />
      <div className="grid gap-5 sm:grid-cols-3">
        <Bind form={form} name="rate">
          {(field) => <TextField ltr label={t`Discount`} inputMode="decimal" trail="%" {...field} />}
        </Bind>
        <Bind form={form} name="valid_from">
          {(field) => <DateField label={t`First day`} min={dayAfter(today)} {...field} />}
        </Bind>
        <Bind form={form} name="valid_to">
          {(field) => <DateField label={t`First day without it`} min={dayAfter(today)} {...field} />}
        </Bind>
      </div>
    </Form>
  );
}

function Names({ form }: { form: FormState<Values> }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 sm:grid-cols-3">
      <Bind form={form} name="en">
        {(field) => <TextField label={t`Name in English`} {...field} />}
      </Bind>
      <Bind form={form} name="ar">
        {(field) => <TextField label={t`Name in Arabic`} {...field} />}
      </Bind>
      <Bind form={form} name="code">
        {(field) => <TextField ltr label={t`Code`} {...field} />}
      </Bind>
    </div>
  );
}

/** What it covers, for whom, and from how many units on. */
function Reach({ form }: { form: FormState<Values> }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const plans = $api.useQuery('get', '/v1/catalog/bundle-plans', { params: { query: { limit: 100 } } });
  const names = (plans.data?.items ?? []).map(({ id, name }) => ({ value: id, label: text(name) }));
  return (
    <div className="grid gap-5 sm:grid-cols-3">
      <Bind form={form} name="target">
        {(field) => <TargetField label={t`Covers`} {...field} />}
      </Bind>
      <Bind form={form} name="bundle_plan_id">
        {(field) => (
          <Select
            label={t`For resellers on`}
            options={[{ value: ALL_PLANS, label: t`Any plan or list price` }, ...names]}
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="from_quantity">
        {({ onValueChange, ...field }) => (
          <NumberField
            label={t`From units`}
            min={1}
            {...field}
            onValueChange={(typed) => onValueChange(typed ?? 1)}
          />
        )}
      </Bind>
    </div>
  );
}

function bodyOf({ en, ar, target: chosen, bundle_plan_id, rate, ...rest }: z.output<typeof schema>) {
  const { scope, target } = targetOf(chosen);
  return {
    ...rest,
    name: { en, ar },
    scope: scope as 'everything' | 'family' | 'product',
    target,
    bundle_plan_id: bundle_plan_id === ALL_PLANS ? null : bundle_plan_id,
    rate: fractionOf(rate) ?? '0',
  };
}
