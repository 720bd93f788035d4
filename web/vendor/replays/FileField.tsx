import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { Bind } from '../../kit/form/Form.tsx';
import { Select } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { ReplayForm } from './NewReplayPage.tsx';

/** A catalogue file that waits to be published. */
export function FileField({ form }: { form: ReplayForm }) {
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
