import { Trans, useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { useCounts } from '../../kit/deals/useCounts.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { useCan } from '../../kit/session.ts';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { RulesForm } from './RulesForm.tsx';

export type DealRules = Answer<'/v1/deals/rules'>['items'][number];

/** The windows and rates that deals go by: those in force, and those that are to come. */
export function Rules() {
  const { t } = useLingui();
  const { date } = useFormat();
  const mayPublish = useCan('deal.set_rules');
  const { in_force, items } = $api.useSuspenseQuery('get', '/v1/deals/rules').data;
  const current = items.find(({ version }) => version === in_force);
  const coming = items.find(
    (one) => current && one.version > current.version && one.valid_from > current.valid_from,
  );
  if (!current) return null;
  return (
    <div className="flex max-w-176 flex-col gap-6">
      <Card
        title={t`Rules in force`}
        description={t`A deal keeps the rules of the day it was registered.`}
        actions={
          <DialogButton
            label={t`Change the rules`}
            description={t`They hold for what is registered from their day on.`}
            disabled={unless(mayPublish)}
            dialogSize="lg"
          >
            {(close) => <RulesForm rules={items[0] ?? current} onDone={close} />}
          </DialogButton>
        }
        footer={
          coming && (
            <Trans>
              Version {coming.version} follows on {date(coming.valid_from)}.
            </Trans>
          )
        }
      >
        <Facts rules={current} />
      </Card>
    </div>
  );
}

function Facts({ rules }: { rules: DealRules }) {
  const { t } = useLingui();
  const { percent, text } = useFormat();
  const { days, workingDays, months, times } = useCounts();
  const plans = $api.useQuery('get', '/v1/catalog/bundle-plans', { params: { query: { limit: 200 } } }).data
    ?.items;
  const nameOf = (id: string) => {
    const plan = plans?.find((one) => one.id === id);
    return plan ? text(plan.name) : id;
  };
  return (
    <KeyValues
      facts={[
        { label: t`Decision within`, value: workingDays(rules.decision_days) },
        {
          label: t`Channel manager is reminded after`,
          value: rules.reminder_days > 0 && workingDays(rules.reminder_days),
        },
        {
          label: t`Management is told`,
          value: t`${workingDays(rules.escalation_days)} after the deadline`,
        },
        { label: t`A question waits`, value: workingDays(rules.answer_days) },
        { label: t`Protection`, value: days(rules.protection_days) },
        {
          label: t`Extension by the reseller`,
          value: t`${days(rules.extension_days)}, ${times(rules.maximum_extensions)}`,
        },
        {
          label: t`Notice before protection ends`,
          value: rules.notice_days > 0 && days(rules.notice_days),
        },
        {
          label: t`Incentive`,
          value: (
            <span className="flex flex-col">
              <span>{percent(rules.incentive_rate)}</span>
              {rules.rates.map(({ bundle_plan_id, rate }) => (
                <span key={bundle_plan_id} className="text-sm text-muted">
                  {nameOf(bundle_plan_id)}: {percent(rate)}
                </span>
              ))}
            </span>
          ),
        },
        { label: t`Incentive goes on after the win`, value: months(rules.incentive_months) },
      ]}
    />
  );
}
