import { Trans, useLingui } from '@lingui/react/macro';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { MovePlanForm } from './MovePlanForm.tsx';
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
          dialogSize="lg"
          label={t`Move to another plan`}
          title={t`Move to another plan or preference`}
          disabled={unless(reseller.can.set_plan)}
        >
          {(close) => <MovePlanForm reseller={reseller} onDone={close} />}
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
  const { date, instant } = useFormat();
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
          <Th className="max-sm:hidden">{t`Decided by`}</Th>
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
            <Td className="text-muted max-sm:hidden">
              {plan.decided_by && <bdi>{plan.decided_by}</bdi>}
              <span className="block text-sm">{instant(plan.recorded_at)}</span>
            </Td>
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
