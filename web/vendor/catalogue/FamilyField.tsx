import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import type { FieldProps } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { CODE, named } from './product.ts';

/** The family a product stands in, or a new one. */
export function FamilyField(field: Omit<FieldProps<string>, 'label'>) {
  const { t } = useLingui();
  const { text } = useFormat();
  const families = $api.useQuery('get', '/v1/catalog/families').data?.items ?? [];
  return (
    <div className="flex items-end gap-2">
      <Select
        {...field}
        className="grow"
        label={t`Family`}
        placeholder={t`Choose a family`}
        options={families.map(({ id, name }) => ({ value: id, label: text(name) }))}
      />
      {/* The dialog's form stands in this one to React: what it sends must not send both. */}
      <div onSubmit={(event) => event.stopPropagation()}>
        <DialogButton
          label={t`New family`}
          title={t`Add a family`}
          description={t`Products that belong together in the store.`}
        >
          {(close) => (
            <FamilyForm
              position={families.length}
              onDone={(id) => {
                field.onValueChange(id);
                close();
              }}
            />
          )}
        </DialogButton>
      </div>
    </div>
  );
}

const schema = z.object({ id: z.string().trim().regex(CODE), name: named });

function FamilyForm({ position, onDone }: { position: number; onDone: (id: string) => void }) {
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
      <Bind form={form} name="name.en">
        {(field) => <TextField label={t`Name in English`} {...field} />}
      </Bind>
      <Bind form={form} name="name.ar">
        {(field) => <TextField label={t`Name in Arabic`} {...field} />}
      </Bind>
      <Bind form={form} name="id">
        {(field) => <TextField ltr label={t`Code`} hint={t`Such as backup. It never changes.`} {...field} />}
      </Bind>
    </Form>
  );
}
