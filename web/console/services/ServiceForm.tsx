import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { inMajorUnits, inMinorUnits } from '../../kit/billing/decimals.ts';
import { ExemptionFields } from '../../kit/exemptions/ExemptionFields.tsx';
import { exemptionOf, saysWhy, TAXED, taxedFields, taxedValues } from '../../kit/exemptions/exemption.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { useSession } from '../../kit/session.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { type Kind, type Service, useServiceWords } from './words.ts';

const KINDS = ['fixed', 'per_hour', 'per_seat', 'recurring'] as const;
const words = z.object({ en: z.string().trim(), ar: z.string().trim() });
const schema = z
  .object({
    name: z.object({ en: z.string().trim().min(2).max(200), ar: z.string().trim().min(2).max(200) }),
    description: words,
    kind: z.enum(KINDS),
    cycle: z.enum(['1', '12']),
    unit_price: z.string().refine((typed) => inMinorUnits(typed, 'SAR') !== null),
    unit_cost: z.string().refine((typed) => typed.trim() === '' || inMinorUnits(typed, 'SAR') !== null),
    ...taxedFields,
  })
  .superRefine(saysWhy);
type Values = z.infer<typeof schema>;

/** Adds a service, or changes one for quotes to come. */
export function ServiceForm({
  service,
  secondary,
  onDone,
}: {
  service?: Service;
  secondary?: ReactNode;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const { organization } = useSession();
  const currency = service?.currency ?? organization.currency;
  const form = useForm({
    name: service ? `service-${service.id}` : 'service-new',
    schema,
    defaults: service ? valuesOf(service) : BLANK,
    submit: (values) => {
      const body = bodyOf(values, currency);
      if (!service) return api.POST('/v1/orders/services', { body });
      return api.PUT('/v1/orders/services/{id}', { params: { path: { id: service.id } }, body });
    },
    onDone: () => {
      toast.good(service ? t`The service is changed` : t`The service is added`);
      onDone();
    },
  });
  return (
    <Form
      form={form}
      action={service ? <Trans>Keep the changes</Trans> : <Trans>Add the service</Trans>}
      secondary={secondary}
    >
      <NameFields form={form} />
      <KindFields form={form} />
      <PriceFields form={form} currency={currency} />
    </Form>
  );
}

function NameFields({ form }: { form: FormState<Values> }) {
  const { t } = useLingui();
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="name.en">
          {(field) => <TextField label={t`Name in English`} {...field} />}
        </Bind>
        <Bind form={form} name="name.ar">
          {(field) => <TextField label={t`Name in Arabic`} {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="description.en">
        {(field) => <TextArea optional rows={2} label={t`What it covers, in English`} {...field} />}
      </Bind>
      <Bind form={form} name="description.ar">
        {(field) => <TextArea optional rows={2} label={t`What it covers, in Arabic`} {...field} />}
      </Bind>
    </>
  );
}

function KindFields({ form }: { form: FormState<Values> }) {
  const { t } = useLingui();
  const { kinds, notes } = useServiceWords();
  const kind = form.hook.watch('kind');
  return (
    <>
      <Bind form={form} name="kind">
        {(field) => (
          <RadioGroup
            cards
            label={t`How it is sold`}
            options={KINDS.map((value) => ({ value, label: kinds[value], note: notes[value] }))}
            {...field}
            onValueChange={(value) => field.onValueChange(value as Kind)}
          />
        )}
      </Bind>
      {kind === 'recurring' && (
        <Bind form={form} name="cycle">
          {(field) => (
            <Select
              className="sm:max-w-60"
              label={t`Paid`}
              options={[
                { value: '1', label: t`Every month` },
                { value: '12', label: t`Every year` },
              ]}
              {...field}
              onValueChange={(value) => field.onValueChange(value as Values['cycle'])}
            />
          )}
        </Bind>
      )}
    </>
  );
}

function PriceFields({ form, currency }: { form: FormState<Values>; currency: string }) {
  const { t } = useLingui();
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="unit_price">
          {(field) => (
            <TextField ltr inputMode="decimal" label={t`Price before tax`} trail={currency} {...field} />
          )}
        </Bind>
        <Bind form={form} name="unit_cost">
          {(field) => (
            <TextField
              optional
              ltr
              inputMode="decimal"
              label={t`What it costs you`}
              hint={t`For your margin. Nobody else ever sees it.`}
              trail={currency}
              {...field}
            />
          )}
        </Bind>
      </div>
      <ExemptionFields form={form} />
    </>
  );
}

const BLANK: Values = {
  name: { en: '', ar: '' },
  description: { en: '', ar: '' },
  kind: 'fixed',
  cycle: '1',
  unit_price: '',
  unit_cost: '',
  ...TAXED,
};

function valuesOf(service: Service): Values {
  const { name, description, kind, cycle_months, unit_price, unit_cost, exemption, currency } = service;
  return {
    ...{ name, description, kind, ...taxedValues(exemption) },
    cycle: cycle_months === 12 ? '12' : '1',
    unit_price: inMajorUnits(unit_price, currency),
    unit_cost: unit_cost === null ? '' : inMajorUnits(unit_cost, currency),
  };
}

function bodyOf({ cycle, unit_price, unit_cost, taxed, exemption, ...values }: Values, currency: string) {
  return {
    ...values,
    exemption: exemptionOf({ taxed, exemption }),
    cycle_months: values.kind === 'recurring' ? Number(cycle) : null,
    unit_price: inMinorUnits(unit_price, currency) ?? '',
    unit_cost: unit_cost.trim() ? inMinorUnits(unit_cost, currency) : null,
  };
}
