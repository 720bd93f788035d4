import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { TargetField } from '../../kit/catalogue/TargetField.tsx';
import { Bind } from '../../kit/form/Form.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { ReplayForm } from './NewReplayPage.tsx';
import type { Values } from './schema.ts';

/** Other list prices: by a percentage, as they will be on a day, or of a catalogue file that waits to be published. */
export function PricesFields({ form }: { form: ReplayForm }) {
  const { t } = useLingui();
  const way = form.hook.watch('way');
  return (
    <>
      <Bind form={form} name="way">
        {(field) => (
          <Select
            label={t`List prices`}
            options={[
              { value: 'change', label: t`Higher or lower by a percentage` },
              { value: 'on', label: t`As they will be on a day` },
              { value: 'import', label: t`Of a catalogue file that is ready` },
            ]}
            {...field}
            onValueChange={(next) => field.onValueChange(next as Values['way'])}
          />
        )}
      </Bind>
      {way === 'change' && <ChangeFields form={form} />}
      {way === 'on' && (
        <Bind form={form} name="on">
          {(field) => (
            <DateField
              className="sm:max-w-60"
              label={t`Day`}
              hint={t`Prices that are published to start by then count for the whole month.`}
              {...field}
            />
          )}
        </Bind>
      )}
      {way === 'import' && <FileField form={form} />}
    </>
  );
}

function ChangeFields({ form }: { form: ReplayForm }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 sm:grid-cols-3">
      <Bind form={form} name="target">
        {(field) => <TargetField label={t`What`} {...field} />}
      </Bind>
      <Bind form={form} name="direction">
        {(field) => (
          <Select
            label={t`Change`}
            options={[
              { value: 'higher', label: t`Higher by` },
              { value: 'lower', label: t`Lower by` },
            ]}
            {...field}
            onValueChange={(next) => field.onValueChange(next as Values['direction'])}
          />
        )}
      </Bind>
      <Bind form={form} name="percent">
        {(field) => <TextField ltr label={t`Percent`} inputMode="decimal" trail="%" {...field} />}
      </Bind>
    </div>
  );
}

function FileField({ form }: { form: ReplayForm }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const params = { query: { limit: 50 } };
  const { items } = $api.useSuspenseQuery('get', '/v1/catalog/imports', { params }).data;
  const ready = items.filter(({ state }) => state === 'ready');
  return (
    <Bind form={form} name="import_id">
      {(field) => (
        <Select
          label={t`Catalogue file`}
          hint={
            ready.length === 0
              ? t`No file is ready: upload one under Catalogue, and leave it unpublished.`
              : undefined
          }
          options={ready.map(({ id, file_name, uploaded_at }) => ({
            value: id,
            label: file_name,
            note: instant(uploaded_at),
          }))}
          {...field}
        />
      )}
    </Bind>
  );
}
