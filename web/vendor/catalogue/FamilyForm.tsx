import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api, type Item } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { CODE, named } from './product.ts';

export type Family = Item<'/v1/catalog/families'>;

const schema = z.object({ id: z.string().trim().regex(CODE), name: named });
type Values = z.input<typeof schema>;

/** A new family, which stands last. Answers its code. */
export function FamilyForm({ position, onDone }: { position: number; onDone: (id: string) => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'family-new',
    schema,
    defaults: { id: '', name: { en: '', ar: '' } },
    submit: (values) => api.POST('/v1/catalog/families', { body: { ...values, position } }),
    onDone: () => {
      toast.good(t`The family is added`);
      onDone(form.hook.getValues('id').trim());
    },
  });
  return (
    <Form form={form} action={<Trans>Add the family</Trans>} unguarded>
      <NameFields form={form} />
      <Bind form={form} name="id">
        {(field) => <TextField ltr label={t`Code`} hint={t`Such as backup. It never changes.`} {...field} />}
      </Bind>
    </Form>
  );
}

/** Another name for a family; its code, and what is priced by it, stay. */
export function RenameForm({ family: { id, name }, onDone }: { family: Family; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `family-${id}`,
    schema,
    defaults: { id, name: { en: name.en ?? '', ar: name.ar ?? '' } },
    submit: (values) =>
      api.PATCH('/v1/catalog/families/{id}', { params: { path: { id } }, body: { name: values.name } }),
    onDone: () => {
      toast.good(t`The family is renamed`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Save the names</Trans>} unguarded>
      <NameFields form={form} />
    </Form>
  );
}

function NameFields({ form }: { form: FormState<Values> }) {
  const { t } = useLingui();
  return (
    <>
      <Bind form={form} name="name.en">
        {(field) => <TextField label={t`Name in English`} {...field} />}
      </Bind>
      <Bind form={form} name="name.ar">
        {(field) => <TextField label={t`Name in Arabic`} {...field} />}
      </Bind>
    </>
  );
}
