import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { firstOfNextMonth } from '../../kit/days.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';
import { LIST_PRICE, PlanFields } from './PlanFields.tsx';
import { PlanPreview } from './PlanPreview.tsx';
import type { ResellerDetail } from './words.ts';

const schema = z.object({
  bundle_plan_id: z.string().min(1),
  billing_preference: z.enum(['prepay', 'postpay']),
  valid_from: z.iso.date(),
});

/** Puts a reseller on another plan or preference from a day on, with what a month to come is billed at on both. */
export function MovePlanForm({ reseller, onDone }: { reseller: ResellerDetail; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: `plan-${reseller.id}`,
    keep: false,
    schema,
    defaults: {
      bundle_plan_id: reseller.bundle_plan?.id ?? LIST_PRICE,
      billing_preference: reseller.billing_preference,
      valid_from: firstOfNextMonth(today),
    },
    submit: (values) =>
      api.POST('/v1/program/resellers/{id}/plan', {
        params: { path: { id: reseller.id } },
        body: bodyOf(values),
      }),
    onDone: () => {
      toast.good(t`The move is set`);
      onDone();
    },
  });
  const wanted = schema.safeParse(form.hook.watch());
  return (
    <Form form={form} action={<Trans>Set the move</Trans>} unguarded>
      <PlanFields form={form} withListPrice />
      <Bind form={form} name="valid_from">
        {(field) => <DateField className="sm:max-w-60" label={t`From this day on`} min={today} {...field} />}
      </Bind>
      {wanted.success && <PlanPreview reseller={reseller} wanted={bodyOf(wanted.data)} />}
    </Form>
  );
}

function bodyOf({ bundle_plan_id, ...rest }: z.output<typeof schema>) {
  return { ...rest, bundle_plan_id: bundle_plan_id === LIST_PRICE ? null : bundle_plan_id };
}
