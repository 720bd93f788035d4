import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import type { FieldValues } from 'react-hook-form';
import { $api } from '../../api/client.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { Bind } from '../form/Form.tsx';
import type { FormState } from '../form/useForm.ts';
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
  const chosen = form.hook.watch('exemption.code');
  const unfit = codes !== undefined && chosen !== NO_CODE && !codes.some(({ value }) => value === chosen);
  useEffect(() => {
    if (unfit) form.hook.setValue('exemption.code', NO_CODE);
  }, [unfit, form.hook]);
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
          {codes !== undefined && codes.length > 0 && (
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
          )}
        </div>
      )}
    </>
  );
}

/** The codes that the seller's country knows, in words; undefined until they are read. */
function useCodes() {
  const words = useCodeWords();
  const { data } = $api.useQuery('get', '/v1/billing/exemption-codes');
  return data?.items.map((code) => ({ value: code, label: words[code], note: code }));
}

function useCodeWords() {
  const { t } = useLingui();
  return {
    'VATEX-SA-29': t`Financial services`,
    'VATEX-SA-29-7': t`Life insurance`,
    'VATEX-SA-30': t`Real estate`,
    'VATEX-EU-79-C': t`Paid out in the customer’s name`,
    'VATEX-EU-132-1I': t`Education services`,
    'VATEX-EU-132': t`Another activity in the public interest`,
  };
}
