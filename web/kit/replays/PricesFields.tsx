import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { TargetField } from '../catalogue/TargetField.tsx';
import { Bind } from '../form/Form.tsx';
import type { FormState } from '../form/useForm.ts';
import type { PricesValues } from './prices.ts';

type PricesForm = FormState<PricesValues>;

type Props<In extends PricesValues> = {
  form: FormState<In>;
  /** The field of a file that waits to be published, for who has such files. */
  file?: ReactNode;
};

/** Other list prices: by a percentage, as they will be on a day, or of a catalogue file. */
export function PricesFields<In extends PricesValues>({ form: whole, file }: Props<In>) {
  const { t } = useLingui();
  const form = whole as unknown as PricesForm;
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
              ...(file ? [{ value: 'import', label: t`Of a catalogue file that is ready` }] : []),
            ]}
            {...field}
            onValueChange={(next) => field.onValueChange(next as PricesValues['way'])}
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
      {way === 'import' && file}
    </>
  );
}

function ChangeFields({ form }: { form: PricesForm }) {
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
            onValueChange={(next) => field.onValueChange(next as PricesValues['direction'])}
          />
        )}
      </Bind>
      <Bind form={form} name="percent">
        {(field) => <TextField ltr label={t`Percent`} inputMode="decimal" trail="%" {...field} />}
      </Bind>
    </div>
  );
}
