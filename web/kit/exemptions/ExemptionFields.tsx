import { useLingui } from '@lingui/react/macro';
import type { FieldValues } from 'react-hook-form';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Bind } from '../form/Form.tsx';
import type { FormState } from '../form/useForm.ts';
import { useSession } from '../session.ts';
import { NO_CODE, type TaxedValues } from './exemption.ts';

/** Whether tax is added, and if not, why: in the words that documents print, with the reason's code where one fits. */
export function ExemptionFields<In extends FieldValues & TaxedValues>({
  form: own,
}: {
  form: FormState<In>;
}) {
  const { t } = useLingui();
  const form = own as unknown as FormState<TaxedValues>;
  const codes = useCodes();
  return (
    <>
      <Bind form={form} name="taxed">
        {(field) => <Checkbox label={t`Your country’s tax is added`} {...field} />}
      </Bind>
      {!form.hook.watch('taxed') && (
        <div className="grid gap-5 sm:grid-cols-2">
          <Bind form={form} name="exemption.en">
            {(field) => (
              <TextField
                label={t`Why not, in English`}
                hint={t`It is printed on quotes and invoices.`}
                {...field}
              />
            )}
          </Bind>
          <Bind form={form} name="exemption.ar">
            {(field) => <TextField label={t`Why not, in Arabic`} {...field} />}
          </Bind>
          <Bind form={form} name="exemption.code">
            {(field) => (
              <Select
                className="sm:col-span-2"
                label={t`Reason in e-invoices`}
                options={[{ value: NO_CODE, label: t`Another reason: the words say it` }, ...codes]}
                {...field}
              />
            )}
          </Bind>
        </div>
      )}
    </>
  );
}

/** The codes of the lists that the seller's country goes by. */
function useCodes() {
  const { t } = useLingui();
  const { organization } = useSession();
  const saudi = [
    { value: 'VATEX-SA-29', label: t`Financial services`, note: 'VATEX-SA-29' },
    { value: 'VATEX-SA-29-7', label: t`Life insurance`, note: 'VATEX-SA-29-7' },
    { value: 'VATEX-SA-30', label: t`Real estate`, note: 'VATEX-SA-30' },
  ];
  const european = [
    { value: 'VATEX-EU-79-C', label: t`Paid out in the customer’s name`, note: 'VATEX-EU-79-C' },
    { value: 'VATEX-EU-132-1I', label: t`Education services`, note: 'VATEX-EU-132-1I' },
    { value: 'VATEX-EU-132', label: t`Another activity in the public interest`, note: 'VATEX-EU-132' },
  ];
  return organization.currency === 'SAR' ? saudi : european;
}
