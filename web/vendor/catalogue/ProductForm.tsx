import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { useToday } from '../../kit/useToday.ts';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { CountriesField } from './CountriesField.tsx';
import { FamilyField } from './FamilyField.tsx';
import type { ProductValues } from './product.ts';
import { UNITS } from './product.ts';
import { RelationsField } from './RelationsField.tsx';
import { SegmentsField } from './SegmentsField.tsx';
import { WorksWithField } from './WorksWithField.tsx';
import { useConnectors } from './words.ts';

type Props = {
  form: FormState<ProductValues>;
  /** The verb on the button. */
  action: string;
  /** The code of a product that is there already: it never changes. */
  code?: string;
};

/** Everything a version of a product says. */
export function ProductForm({ form, action, code }: Props) {
  return (
    <Form form={form} action={action} className="gap-6">
      <What form={form} code={code} />
      <How form={form} />
      <Where form={form} />
      <With form={form} code={code} />
      <When form={form} />
    </Form>
  );
}

type Part = Pick<Props, 'form'> & { code?: string | undefined };

function Pair({ children }: { children: ReactNode }) {
  return <div className="grid gap-5 sm:grid-cols-2">{children}</div>;
}

function What({ form, code }: Part) {
  const { t } = useLingui();
  const { kinds } = useProductWords();
  return (
    <Card title={t`What it is`}>
      <div className="flex flex-col gap-5">
        <Pair>
          <Bind form={form} name="name.en">
            {(field) => <TextField label={t`Name in English`} {...field} />}
          </Bind>
          <Bind form={form} name="name.ar">
            {(field) => <TextField label={t`Name in Arabic`} {...field} />}
          </Bind>
          <Bind form={form} name="description.en">
            {(field) => <TextArea optional label={t`Description in English`} {...field} />}
          </Bind>
          <Bind form={form} name="description.ar">
            {(field) => <TextArea optional label={t`Description in Arabic`} {...field} />}
          </Bind>
        </Pair>
        <Pair>
          <Bind form={form} name="family_id">
            {(field) => <FamilyField {...field} />}
          </Bind>
          <Bind form={form} name="kind">
            {(field) => (
              <Select
                label={t`Kind`}
                options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
                {...field}
                onValueChange={(next) => field.onValueChange(next as ProductValues['kind'])}
              />
            )}
          </Bind>
          {code === undefined && (
            <Bind form={form} name="code">
              {(field) => (
                <TextField
                  ltr
                  label={t`Code`}
                  hint={t`Letters, digits, dots and dashes, such as GWS-STARTER. It never changes.`}
                  {...field}
                />
              )}
            </Bind>
          )}
        </Pair>
      </div>
    </Card>
  );
}

function How({ form }: Part) {
  const { t } = useLingui();
  const { count } = useOfferWords();
  const connectors = useConnectors(form.hook.getValues('connector'));
  return (
    <Card title={t`How it is sold`}>
      <div className="flex flex-col gap-5">
        <Pair>
          <Bind form={form} name="unit">
            {(field) => (
              <Select
                label={t`Sold by`}
                options={UNITS.map((unit) => ({ value: unit, label: count(unit, 1) }))}
                {...field}
                onValueChange={(next) => field.onValueChange(next as ProductValues['unit'])}
              />
            )}
          </Bind>
          <Bind form={form} name="connector">
            {(field) => <Select label={t`Provisioned by`} options={connectors} {...field} />}
          </Bind>
        </Pair>
        <Bind form={form} name="needs_domain">
          {(field) => (
            <Checkbox
              label={t`Needs a domain`}
              hint={t`An order says for which domain each unit is.`}
              {...field}
            />
          )}
        </Bind>
      </div>
    </Card>
  );
}

function Where({ form }: Part) {
  const { t } = useLingui();
  return (
    <Card title={t`Where and to whom`}>
      <div className="flex flex-col gap-5">
        <Bind form={form} name="countries">
          {(field) => <CountriesField {...field} />}
        </Bind>
        <Bind form={form} name="segments">
          {(field) => <SegmentsField value={field.value} onValueChange={field.onValueChange} />}
        </Bind>
      </div>
    </Card>
  );
}

function With({ form, code }: Part) {
  const { t } = useLingui();
  return (
    <Card title={t`Beside other products`} description={t`Orders keep to it.`}>
      <div className="flex flex-col gap-7">
        <Bind form={form} name="relations">
          {({ value, onValueChange, error }) => (
            <RelationsField rows={value} onRows={onValueChange} own={code} error={error} />
          )}
        </Bind>
        <Bind form={form} name="works_with">
          {({ value, onValueChange }) => <WorksWithField rows={value} onRows={onValueChange} />}
        </Bind>
      </div>
    </Card>
  );
}

function When({ form }: Part) {
  const { t } = useLingui();
  const today = useToday();
  return (
    <Card title={t`From when`} description={t`What held before is never changed.`}>
      <Bind form={form} name="valid_from">
        {(field) => <DateField className="sm:max-w-60" label={t`From this day on`} min={today} {...field} />}
      </Bind>
    </Card>
  );
}
