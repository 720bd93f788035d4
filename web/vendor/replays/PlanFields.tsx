import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { $api } from '../../api/client.ts';
import { Bind } from '../../kit/form/Form.tsx';
import { useToday } from '../../kit/useToday.ts';
import { Select } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { ScheduleField } from '../bundle-plans/ScheduleField.tsx';
import { rowsOf } from '../bundle-plans/schedule.ts';
import type { ReplayForm } from './NewReplayPage.tsx';
import { usePlans } from './usePlans.ts';

/** A plan with a version of it that is to come, or with discounts that are typed over. */
export function PlanFields({ form }: { form: ReplayForm }) {
  const { t } = useLingui();
  const { options } = usePlans();
  const planId = form.hook.watch('plan_id');
  return (
    <>
      <Bind form={form} name="plan_id">
        {(field) => <Select label={t`Bundle plan`} placeholder={t`Choose`} options={options} {...field} />}
      </Bind>
      {planId && <VersionFields key={planId} form={form} planId={planId} />}
    </>
  );
}

const TYPED = 'typed';

function VersionFields({ form, planId }: { form: ReplayForm; planId: string }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const today = useToday();
  const params = { path: { id: planId } };
  const plan = $api.useSuspenseQuery('get', '/v1/catalog/bundle-plans/{id}', { params }).data;
  const last = plan.versions.at(-1);
  const { setValue, getValues } = form.hook;
  // Another plan was chosen: its discounts are what is typed over.
  useEffect(() => {
    if (getValues('rows_of') === planId) return;
    setValue('rows', rowsOf(last?.discounts ?? []));
    setValue('rows_of', planId);
    setValue('version', '');
  }, [planId, last, setValue, getValues]);
  const versions = plan.versions.toReversed().map(({ version, valid_from }) => {
    const day = date(valid_from);
    return {
      value: String(version),
      label: t`Version ${version}`,
      note: valid_from > today ? t`Coming on ${day}` : t`From ${day}`,
    };
  });
  return (
    <>
      <Bind form={form} name="version">
        {(field) => (
          <Select
            label={t`Discounts`}
            options={[{ value: TYPED, label: t`Not published: typed below` }, ...versions]}
            {...field}
            value={field.value || TYPED}
            onValueChange={(next) => field.onValueChange(next === TYPED ? '' : next)}
          />
        )}
      </Bind>
      {!form.hook.watch('version') && (
        <Bind form={form} name="rows">
          {({ value, onValueChange }) => <ScheduleField rows={value} onRows={onValueChange} />}
        </Bind>
      )}
    </>
  );
}
