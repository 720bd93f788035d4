import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { type Answer, api } from '../../api/client.ts';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Pencil } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

type Product = Answer<'/v1/catalog/products/{id}'>;

/** Publishes another version of the product's words and of where it is sold, from a day on. */
export function EditProduct({ product, disabled }: { product: Product; disabled: string | boolean }) {
  const { t } = useLingui();
  return (
    <DialogButton
      icon={Pencil}
      label={t`Edit`}
      title={t`Publish a new version`}
      description={t`It holds from its day on. What held before is not changed.`}
      dialogSize="lg"
      disabled={disabled}
    >
      {(close) => <EditForm product={product} onDone={close} />}
    </DialogButton>
  );
}

const SEGMENTS = ['small', 'medium', 'large', 'education', 'government', 'nonprofit'] as const;

const schema = z.object({
  name_en: z.string().trim().min(1),
  name_ar: z.string().trim().min(1),
  description_en: z.string().trim(),
  description_ar: z.string().trim(),
  kind: z.enum(['product', 'module', 'add_on']),
  countries: z.string().regex(/^\s*([A-Za-z]{2}([\s,;]+|$))*$/),
  segments: z.array(z.enum(SEGMENTS)),
  valid_from: z.iso.date(),
});
type Values = z.infer<typeof schema>;

function EditForm({ product, onDone }: { product: Product; onDone: () => void }) {
  const { t } = useLingui();
  const { kinds } = useProductWords();
  const today = useToday();
  const form = useForm({
    name: `product-${product.id}`,
    schema,
    defaults: defaultsOf(product, today),
    submit: (values) =>
      api.POST('/v1/catalog/products/{id}/versions', {
        params: { path: { id: product.id } },
        body: bodyOf(product, values),
      }),
    onDone: () => {
      toast.good(t`The version is published`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Publish</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="name_en">
          {(field) => <TextField label={t`Name in English`} {...field} />}
        </Bind>
        <Bind form={form} name="name_ar">
          {(field) => <TextField label={t`Name in Arabic`} {...field} />}
        </Bind>
        <Bind form={form} name="description_en">
          {(field) => <TextArea optional label={t`Description in English`} {...field} />}
        </Bind>
        <Bind form={form} name="description_ar">
          {(field) => <TextArea optional label={t`Description in Arabic`} {...field} />}
        </Bind>
        <Bind form={form} name="kind">
          {(field) => (
            <Select
              label={t`Kind`}
              options={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
              value={field.value}
              onValueChange={(next) => field.onValueChange(next as Values['kind'])}
            />
          )}
        </Bind>
        <Bind form={form} name="countries">
          {(field) => (
            <TextField
              ltr
              optional
              label={t`Countries`}
              hint={t`Two letters each, such as SA, AE. Empty: everywhere.`}
              {...field}
            />
          )}
        </Bind>
      </div>
      <Bind form={form} name="segments">
        {(field) => <Segments value={field.value} onValueChange={field.onValueChange} />}
      </Bind>
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`From this day on`} min={today} {...field} />}
      </Bind>
    </Form>
  );
}

type Chosen = Values['segments'];

function Segments({ value, onValueChange }: { value: Chosen; onValueChange: (next: Chosen) => void }) {
  const { segments } = useProductWords();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">
        <Trans>Sold to</Trans>{' '}
        <span className="font-normal text-muted">
          <Trans>None chosen: everyone</Trans>
        </span>
      </legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {SEGMENTS.map((segment) => (
          <Checkbox
            key={segment}
            label={segments[segment]}
            value={value.includes(segment)}
            onValueChange={(on) =>
              onValueChange(on ? [...value, segment] : value.filter((one) => one !== segment))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

function defaultsOf({ name, description, kind, countries, segments }: Product, today: string): Values {
  return {
    ...{ name_en: name.en, name_ar: name.ar, description_en: description.en, description_ar: description.ar },
    ...{ kind, countries: countries.join(', '), segments, valid_from: today },
  };
}

function bodyOf(product: Product, values: Values) {
  const { name_en, name_ar, description_en, description_ar, countries, ...rest } = values;
  const { family_id, unit, connector, needs_domain, works_with, attributes, relations } = product;
  return {
    ...{ family_id, unit, connector, needs_domain, works_with, attributes },
    relations: relations.map(({ kind, product, choice }) => ({ kind, product, choice })),
    withdrawn: product.withdrawn_at !== null,
    name: { en: name_en, ar: name_ar },
    description: { en: description_en, ar: description_ar },
    countries: countries
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
    ...rest,
  };
}
