import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { type Option, Select } from '../../ui/Select.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Fields = { bundle_plan_id: string; billing_preference: 'prepay' | 'postpay' };

/** The value that stands for no bundle plan. */
export const LIST_PRICE = 'list_price';

type Props<In extends Fields> = {
  form: FormState<In>;
  /** Offers "list price" besides the plans. */
  withListPrice?: boolean;
};

/** Where the reseller's prices come from and when it pays: two fields of a form that has them. */
export function PlanFields<In extends Fields>({ form, withListPrice }: Props<In>) {
  const { t } = useLingui();
  const { text } = useFormat();
  // As in KeeperFields.
  const two = form as unknown as FormState<Fields>;
  const plans = $api.useQuery('get', '/v1/catalog/bundle-plans', { params: { query: { limit: 100 } } });
  const options: Option[] = (plans.data?.items ?? [])
    .filter((plan) => plan.current_version !== null)
    .map((plan) => ({ value: plan.id, label: text(plan.name) }));
  const list = { value: LIST_PRICE, label: t`List price`, note: t`No bundle plan` };
  return (
    <>
      <Bind form={two} name="bundle_plan_id">
        {(field) => (
          <Select
            label={t`Bundle plan`}
            placeholder={t`Choose`}
            options={withListPrice ? [...options, list] : options}
            {...field}
          />
        )}
      </Bind>
      <Bind form={two} name="billing_preference">
        {({ onValueChange, ...field }) => (
          <RadioGroup
            cards
            label={t`Billing preference`}
            options={[
              { value: 'postpay', label: t`Post-pay`, note: t`One invoice after each month.` },
              { value: 'prepay', label: t`Pre-pay`, note: t`Each order is paid before it is provisioned.` },
            ]}
            {...field}
            onValueChange={(value) => onValueChange(value as Fields['billing_preference'])}
          />
        )}
      </Bind>
    </>
  );
}
