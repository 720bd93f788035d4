import { useLingui } from '@lingui/react/macro';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { Select } from '../../ui/Select.tsx';
import type { Keepers } from './keepers.ts';

type Fields = { channel_manager_id: string; channel_supervisor_id: string };

/** Who looks after the reseller: two fields of a form that has them. */
export function KeeperFields<In extends Fields>({
  form,
  keepers,
}: {
  form: FormState<In>;
  keepers: Keepers;
}) {
  const { t } = useLingui();
  // A form of more fields has these two as well; TypeScript can't follow the path through the type parameter.
  const two = form as unknown as FormState<Fields>;
  const options = (people: Keepers['channel_managers']) =>
    people.map(({ id, name, email }) => ({ value: id, label: name, note: email }));
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Bind form={two} name="channel_manager_id">
        {(field) => (
          <Select
            label={t`Channel manager`}
            hint={t`Sells with them.`}
            placeholder={t`Choose`}
            options={options(keepers.channel_managers)}
            {...field}
          />
        )}
      </Bind>
      <Bind form={two} name="channel_supervisor_id">
        {(field) => (
          <Select
            label={t`Channel supervisor`}
            hint={t`Approves special prices.`}
            placeholder={t`Choose`}
            options={options(keepers.channel_supervisors)}
            {...field}
          />
        )}
      </Bind>
    </div>
  );
}
