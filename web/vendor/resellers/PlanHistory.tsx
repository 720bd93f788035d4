import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { LIST_PRICE, PlanFields } from './PlanFields.tsx';
import { type ResellerDetail, useResellerWords } from './words.ts';

/** Bundle plan and billing preference from each day on, the latest first, and the way to change them. */
export function PlanHistory({ reseller }: { reseller: ResellerDetail }) {
  const { t } = useLingui();
  return (
    <Card
      flush
      title={t`Bundle plan and billing preference`}
      description={<Trans>A change holds from its day on; what is billed stays as it is.</Trans>}
      actions={
        <DialogButton
          size="sm"
          label={t`Change`}
          title={t`Change plan or preference`}
          disabled={unless(reseller.can.set_plan)}
        >
          {(close) => <PlanForm reseller={reseller} onDone={close} />}
        </DialogButton>
      }
    >
      <PlanTable plans={reseller.plans} />
    </Card>
  );
}

type Plan = ResellerDetail['plans'][number];

function PlanTable({ plans }: { plans: readonly Plan[] }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const words = useResellerWords();
  const today = useToday();
  const latestFirst = plans.toSorted((one, other) => (one.valid_from < other.valid_from ? 1 : -1));
  return (
    <Table caption={t`Plans and preferences`}>
      <thead>
        <tr>
          <Th>{t`From`}</Th>
          <Th>{t`Bundle plan`}</Th>
          <Th>{t`Billing preference`}</Th>
          <Th>
            <span className="sr-only">{t`State`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {latestFirst.map((plan) => (
          <Tr key={`${plan.valid_from} ${plan.recorded_at}`}>
            <Td className="whitespace-nowrap">{date(plan.valid_from)}</Td>
            <Td>{words.plan(plan)}</Td>
            <Td>{words.preferences[plan.billing_preference]}</Td>
            <Td className="text-end">
              {plan.in_force && <Badge tone="good">{t`In force`}</Badge>}
              {plan.valid_from > today && <Badge tone="info">{t`Coming`}</Badge>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const schema = z.object({
  bundle_plan_id: z.string().min(1),
  billing_preference: z.enum(['prepay', 'postpay']),
  valid_from: z.iso.date(),
});

function PlanForm({ reseller, onDone }: { reseller: ResellerDetail; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: `plan-${reseller.id}`,
    keep: false,
    schema,
    defaults: {
      bundle_plan_id: reseller.bundle_plan?.id ?? LIST_PRICE,
      billing_preference: reseller.billing_preference,
      valid_from: today,
    },
    submit: ({ bundle_plan_id, ...rest }) =>
      api.POST('/v1/program/resellers/{id}/plan', {
        params: { path: { id: reseller.id } },
        body: { ...rest, bundle_plan_id: bundle_plan_id === LIST_PRICE ? null : bundle_plan_id },
      }),
    onDone: () => {
      toast.good(t`The change is set`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Set the change</Trans>} unguarded>
      <PlanFields form={form} withListPrice />
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`From this day on`} min={today} {...field} />}
      </Bind>
    </Form>
  );
}
