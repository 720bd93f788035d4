import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { dayAfter } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';
import type { Plan } from './BundlePlanPage.tsx';
import { ScheduleField } from './ScheduleField.tsx';
import { discountsOf, isRate, rowsOf } from './schedule.ts';
import { TermsFields } from './TermsFields.tsx';
import { ANY_TIER, bodyOfTerms, termsOf } from './terms.ts';

/** Publishes the plan's next version, beginning from the last one's terms and discounts. */
export function VersionButton({ plan }: { plan: Plan }) {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      dialogSize="lg"
      label={t`Publish a version`}
      description={t`It holds for every reseller on the plan from its day on. Versions are never changed.`}
      disabled={unless(useCan('bundle_plan.edit'))}
    >
      {(close) => <VersionForm plan={plan} onDone={close} />}
    </DialogButton>
  );
}

const rate = z.string().refine(isRate);
const schema = z.object({
  valid_from: z.iso.date(),
  rows: z.array(
    z.object({
      scope: z.enum(['everything', 'family', 'product']),
      target: z.string(),
      from_quantity: z.number().int().min(1),
      prepay: rate,
      postpay: rate,
    }),
  ),
  terms: z.object({
    entry_tier: z.enum([ANY_TIER, 'registered', 'silver', 'gold', 'platinum']),
    preferences: z.object({ prepay: rate, postpay: rate }),
    commitments: z.array(z.object({ currency: z.string(), monthly_minimum: z.number().nullable() })),
  }),
});

function VersionForm({ plan, onDone }: { plan: Plan; onDone: () => void }) {
  const { t } = useLingui();
  const last = plan.versions.at(-1);
  const today = useToday();
  // The first version may begin at once; a later one after today and after the last.
  const earliest = last ? dayAfter(last.valid_from > today ? last.valid_from : today) : today;
  const form = useForm({
    name: `plan-version-${plan.id}`,
    schema,
    defaults: { valid_from: earliest, rows: rowsOf(last?.discounts ?? []), terms: termsOf(last) },
    submit: ({ valid_from, rows, terms }) =>
      api.POST('/v1/catalog/bundle-plans/{id}/versions', {
        params: { path: { id: plan.id } },
        body: { valid_from, discounts: discountsOf(rows), ...bodyOfTerms(terms) },
      }),
    onDone: () => {
      toast.good(t`The version is published`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Publish the version</Trans>}>
      <Bind form={form} name="valid_from">
        {(field) => (
          <DateField className="sm:max-w-60" label={t`From this day on`} min={earliest} {...field} />
        )}
      </Bind>
      <Bind form={form} name="terms">
        {({ value, onValueChange }) => <TermsFields terms={value} onTerms={onValueChange} />}
      </Bind>
      <Bind form={form} name="rows">
        {({ value, onValueChange }) => <ScheduleField rows={value} onRows={onValueChange} />}
      </Bind>
    </Form>
  );
}
