import { useLingui } from '@lingui/react/macro';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { counted, Grid } from './grid.tsx';
import type { OfferValues } from './offer.ts';
import { useOfferFormWords } from './words.ts';

/** What binds the one who buys: how the quantity moves, what leaving costs, the free days at either end. */
export function BindingFields({ form }: { form: FormState<OfferValues> }) {
  const { t } = useLingui();
  const way = form.hook.watch('way');
  if (way === 'per_use') return null;
  return (
    <Card title={t`What it binds to`} description={t`It stays as it was sold, for everyone who has bought.`}>
      <div className="flex flex-col gap-5">
        {way !== 'one_time' && <Moves form={form} />}
        <Grid>
          <Bind form={form} name="cancel_window_hours">
            {(field) => (
              <NumberField
                label={t`Free to cancel for`}
                hint={t`From its first moment on. 0: never.`}
                unit={t`hours`}
                min={0}
                {...field}
                {...counted(field)}
              />
            )}
          </Bind>
          {way !== 'one_time' && <Leaving form={form} />}
          {way !== 'one_time' && <Days form={form} />}
        </Grid>
      </div>
    </Card>
  );
}

function Moves({ form }: { form: FormState<OfferValues> }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Bind form={form} name="allows_increase">
        {(field) => <Checkbox label={t`More units may be added within the term`} {...field} />}
      </Bind>
      <Bind form={form} name="allows_decrease">
        {(field) => <Checkbox label={t`Units may be given back within the term`} {...field} />}
      </Bind>
    </div>
  );
}

function Leaving({ form }: { form: FormState<OfferValues> }) {
  const { t } = useLingui();
  const { leavings } = useOfferFormWords();
  return (
    <>
      <Bind form={form} name="leaving">
        {(field) => (
          <Select
            label={t`Leaving before the end of the term`}
            options={Object.entries(leavings).map(([value, label]) => ({ value, label }))}
            {...field}
            onValueChange={(next) => field.onValueChange(next as OfferValues['leaving'])}
          />
        )}
      </Bind>
      {form.hook.watch('leaving') === 'share' && (
        <Bind form={form} name="share">
          {(field) => (
            <TextField ltr label={t`Share of what is left`} inputMode="decimal" trail="%" {...field} />
          )}
        </Bind>
      )}
    </>
  );
}

function Days({ form }: { form: FormState<OfferValues> }) {
  const { t } = useLingui();
  const { pausings } = useOfferFormWords();
  return (
    <>
      <Bind form={form} name="renewal_window_days">
        {(field) => (
          <NumberField
            label={t`Renewal window`}
            hint={t`So many days before it renews, the quantity may fall and it can be let go.`}
            unit={t`days`}
            min={0}
            {...field}
            {...counted(field)}
          />
        )}
      </Bind>
      <Bind form={form} name="trial_days">
        {(field) => (
          <NumberField
            label={t`Free trial`}
            hint={t`From its first day on. 0: none.`}
            unit={t`days`}
            min={0}
            {...field}
            {...counted(field)}
          />
        )}
      </Bind>
      <Bind form={form} name="pausing">
        {(field) => (
          <Select
            label={t`While it is paused`}
            options={Object.entries(pausings).map(([value, label]) => ({ value, label }))}
            {...field}
            onValueChange={(next) => field.onValueChange(next as OfferValues['pausing'])}
          />
        )}
      </Bind>
    </>
  );
}
