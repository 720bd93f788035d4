import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import type { FieldProps } from '../../ui/Field.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { type Days, daysOf, holdsFrom, STEP_NAMES, stepsOf } from './steps.ts';
import { type Policy, type StepName, useDunningWords } from './words.ts';

/** When a seller writes to buyers that do not pay, and from when on they buy nothing new. */
export function Reminders() {
  const policy = $api.useSuspenseQuery('get', '/v1/billing/dunning-policy').data;
  const may = policy.can.edit;
  return (
    <>
      {may !== true && <p className="rounded-lg bg-sunken px-4 py-3 text-muted">{may}</p>}
      <fieldset disabled={may !== true} className="contents">
        <Rules key={policy.version} policy={policy} />
      </fieldset>
      {policy.versions.length > 0 && <Versions versions={policy.versions} />}
    </>
  );
}

const days = z.number().int().nullable();
const schema = z.object({
  enabled: z.boolean(),
  before_due: days,
  reminder: days,
  second_reminder: days,
  final_notice: days,
  holds_from: z.enum(['never', 'reminder', 'second_reminder', 'final_notice']),
});

function Rules({ policy }: { policy: Policy }) {
  const { t } = useLingui();
  const { steps } = useDunningWords();
  const form = useForm({
    name: `reminders-${policy.version}`,
    schema,
    defaults: { enabled: policy.enabled, ...daysOf(policy.steps), holds_from: holdsFrom(policy.steps) },
    submit: ({ enabled, holds_from, ...wanted }) =>
      api.PUT('/v1/billing/dunning-policy', {
        body: { version: policy.version, enabled, steps: stepsOf(wanted, holds_from) },
      }),
    onDone: () => toast.good(t`Saved`),
  });
  const holds = (['never', 'reminder', 'second_reminder', 'final_notice'] as const).map((value) => ({
    value,
    label: value === 'never' ? t`Never` : steps[value],
  }));
  return (
    <Card
      title={t`Reminders`}
      description={
        policy.version === 0 ? (
          <Trans>A proposal. Nobody is written to before you turn it on.</Trans>
        ) : (
          <Trans>Each letter goes out once for an invoice, in the morning, at six in your time zone.</Trans>
        )
      }
    >
      <Form form={form} action={<Trans>Save</Trans>}>
        <Bind form={form} name="enabled">
          {(field) => (
            <Checkbox
              label={t`Remind buyers that do not pay`}
              hint={
                !policy.enabled &&
                t`The first letters go out tomorrow morning, also for what is overdue already.`
              }
              {...field}
            />
          )}
        </Bind>
        <div className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {STEP_NAMES.map((name) => (
            <Bind key={name} form={form} name={name}>
              {(field) => <StepField step={name} {...field} />}
            </Bind>
          ))}
        </div>
        <Bind form={form} name="holds_from">
          {({ onValueChange, ...field }) => (
            <Select
              label={t`Hold new purchases from`}
              hint={t`New orders and increases are refused while an invoice is overdue that long. Running services continue, and a payment ends the hold at once.`}
              options={holds}
              {...field}
              onValueChange={(next) => onValueChange(next as typeof field.value)}
            />
          )}
        </Bind>
      </Form>
    </Card>
  );
}

/** What a letter that was left out begins with when it is chosen. */
const USUAL: Days = { before_due: 3, reminder: 1, second_reminder: 10, final_notice: 20 };

type StepProps = Omit<FieldProps<number | null>, 'label' | 'hint'> & { step: StepName };

/** Whether a letter is sent, and how many days from the due date. */
function StepField({ step, value, onValueChange, ...field }: StepProps) {
  const { t } = useLingui();
  const { steps } = useDunningWords();
  const what: Record<StepName, string> = {
    before_due: t`A friendly note that an invoice will be due`,
    reminder: t`Perhaps it was overlooked`,
    second_reminder: t`Please pay within the next days`,
    final_notice: t`The last letter before you take other steps`,
  };
  const label = steps[step];
  return (
    <div className="grid items-start gap-x-4 gap-y-2 px-4 py-3 sm:grid-cols-[1fr_12rem]">
      <Checkbox
        label={label}
        hint={what[step]}
        value={value !== null}
        onValueChange={(on) => onValueChange(on ? USUAL[step] : null)}
      />
      {value !== null && (
        <NumberField
          label={<span className="sr-only">{t`${label}: days from the due date`}</span>}
          min={step === 'before_due' ? 0 : 1}
          max={step === 'before_due' ? 30 : 365}
          unit={step === 'before_due' ? t`days before` : t`days after`}
          value={value}
          onValueChange={onValueChange}
          {...field}
        />
      )}
    </div>
  );
}

function Versions({ versions }: Pick<Policy, 'versions'>) {
  const { t } = useLingui();
  const { instant, number } = useFormat();
  const { steps } = useDunningWords();
  return (
    <Card flush title={t`Versions`}>
      <Table caption={t`Versions`}>
        <thead>
          <tr>
            <Th>{t`Since`}</Th>
            <Th>{t`State`}</Th>
            <Th>{t`Letters`}</Th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <Tr key={version.version}>
              <Td className="sm:whitespace-nowrap">{version.recorded_at && instant(version.recorded_at)}</Td>
              <Td>
                <Badge tone={version.enabled ? 'good' : 'neutral'}>{version.enabled ? t`On` : t`Off`}</Badge>
              </Td>
              <Td>
                {version.steps.map(({ step, days }) => (
                  <span key={step} className="me-3 inline-block">
                    {steps[step]}{' '}
                    <bdi dir="ltr" className="figures text-muted">
                      {number(days, { signDisplay: 'always' })}
                    </bdi>
                  </span>
                ))}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
