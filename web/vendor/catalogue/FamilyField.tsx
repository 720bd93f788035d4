import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import type { FieldProps } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { FamilyForm } from './FamilyForm.tsx';

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
