import { useLingui } from '@lingui/react/macro';
import { Bind, Form } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { useToday } from '../../kit/useToday.ts';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { BindingFields } from './BindingFields.tsx';
import { counted, Grid } from './grid.tsx';
import { CYCLES, chosen, codeOf, hasBands, type OfferValues, WAY_NAMES, type Way } from './offer.ts';
import { PricesField } from './PricesField.tsx';
import type { Product } from './product.ts';
import { useOfferFormWords } from './words.ts';

type Part = { form: FormState<OfferValues>; product: Product };

/** Everything an offer says: how it is sold, its bounds, what binds, its first prices. */
export function OfferForm({ form, product }: Part) {
  const { t } = useLingui();
  return (
    <Form form={form} action={t`Add the offer`} className="gap-6">
      <How form={form} product={product} />
      <Called form={form} product={product} />
      <BindingFields form={form} />
      <Prices form={form} product={product} />
    </Form>
  );
}

function How({ form, product }: Part) {
  const { t } = useLingui();
  const { ways } = useOfferFormWords();
  const { setValue, getValues } = form.hook;
  const choose = (way: Way) => {
    // A code that was typed is kept; the one we gave follows the way.
    if (getValues('code') === codeOf(product.code, getValues('way')))
      setValue('code', codeOf(product.code, way));
    for (const [name, value] of Object.entries(chosen(way)))
      setValue(name as keyof OfferValues, value as never, { shouldDirty: true });
  };
  return (
    <Card title={t`How it is sold`}>
      <div className="flex flex-col gap-5">
        <Bind form={form} name="way">
          {(field) => (
            <RadioGroup
              cards
              label={t`Term and payment`}
              options={WAY_NAMES.map((way) => ({ value: way, ...ways[way] }))}
              {...field}
              onValueChange={(next) => choose(next as Way)}
            />
          )}
        </Bind>
        {form.hook.watch('way') === 'other' && <OtherTerm form={form} />}
        {form.hook.watch('way') === 'per_use' && <Rate form={form} product={product} />}
      </div>
    </Card>
  );
}

function OtherTerm({ form }: Pick<Part, 'form'>) {
  const { t } = useLingui();
  const { each } = useOfferWords();
  return (
    <Grid>
      <Bind form={form} name="term_months">
        {(field) => (
          <NumberField label={t`Term, in months`} min={1} max={120} {...field} {...counted(field)} />
        )}
      </Bind>
      <Bind form={form} name="cycle_months">
        {(field) => (
          <Select
            label={t`Paid`}
            options={CYCLES.map((months) => ({ value: String(months), label: each(months) }))}
            {...field}
          />
        )}
      </Bind>
    </Grid>
  );
}

function Rate({ form, product }: Part) {
  const { t } = useLingui();
  const { rates } = useOfferFormWords();
  const { count } = useOfferWords();
  return (
    <Grid>
      <Bind form={form} name="rate_model">
        {(field) => (
          <Select
            label={t`How use is priced`}
            options={Object.entries(rates).map(([value, words]) => ({ value, ...words }))}
            {...field}
            onValueChange={(next) => field.onValueChange(next as OfferValues['rate_model'])}
          />
        )}
      </Bind>
      {form.hook.watch('rate_model') === 'package' && (
        <Bind form={form} name="package_size">
          {(field) => (
            <NumberField
              label={t`Units in a package`}
              hint={count(product.unit, field.value ?? 1)}
              min={1}
              {...field}
              {...counted(field)}
            />
          )}
        </Bind>
      )}
    </Grid>
  );
}

function Called({ form, product }: Part) {
  const { t } = useLingui();
  const { count } = useOfferWords();
  return (
    <Card title={t`What it is called, and how many`}>
      <Grid>
        <Bind form={form} name="name.en">
          {(field) => <TextField label={t`Name in English`} {...field} />}
        </Bind>
        <Bind form={form} name="name.ar">
          {(field) => <TextField label={t`Name in Arabic`} {...field} />}
        </Bind>
        <Bind form={form} name="code">
          {(field) => <TextField ltr label={t`Code`} hint={t`It never changes.`} {...field} />}
        </Bind>
        <Bind form={form} name="minimum_quantity">
          {(field) => (
            <NumberField
              label={t`Least quantity`}
              hint={count(product.unit, field.value || 0)}
              min={1}
              {...field}
              {...counted(field)}
            />
          )}
        </Bind>
        <Bind form={form} name="maximum_quantity">
          {(field) => (
            <NumberField
              label={t`Most quantity`}
              hint={count(product.unit, field.value || 0)}
              min={1}
              {...field}
              {...counted(field)}
            />
          )}
        </Bind>
      </Grid>
    </Card>
  );
}

function Prices({ form, product }: Part) {
  const { t } = useLingui();
  const { per } = useOfferWords();
  const today = useToday();
  const [way, rate_model, term_months, cycle_months] = form.hook.watch([
    'way',
    'rate_model',
    'term_months',
    'cycle_months',
  ]);
  const billing = way === 'one_time' || way === 'per_use' ? way : 'recurring';
  const cycle = way === 'one_time' ? 0 : Number(cycle_months);
  return (
    <Card
      title={t`List prices`}
      description={per({ unit: product.unit, billing, cycle_months: Math.min(cycle, term_months) })}
    >
      <div className="flex flex-col gap-5">
        <Bind form={form} name="prices">
          {({ value, onValueChange }) => (
            <PricesField
              rows={value}
              onRows={onValueChange}
              banded={hasBands({ way, rate_model })}
              submitted={form.hook.formState.isSubmitted}
            />
          )}
        </Bind>
        <Bind form={form} name="valid_from">
          {(field) => (
            <DateField className="sm:max-w-60" label={t`From this day on`} min={today} {...field} />
          )}
        </Bind>
      </div>
    </Card>
  );
}
