import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { Select } from '../../ui/Select.tsx';
import { NO_DEAL, type QuoteValues } from './schema.ts';

/** The deal that the quote is for: it is won when the quote is accepted. Nothing while there is no open deal to choose. */
export function DealField({ form }: { form: FormState<QuoteValues> }) {
  const { t } = useLingui();
  const may = useCan('deal.read') === true;
  const [who, customer_id, deal_id] = form.hook.watch(['who', 'customer_id', 'deal_id']);
  const params = { query: { limit: 100 } };
  const deals = $api.useQuery('get', '/v1/deals/deals', { params }, { enabled: may }).data?.items ?? [];
  const open = deals.filter(
    ({ state, customer }) =>
      state !== 'won' && state !== 'lost' && (!customer || who !== 'customer' || customer.id === customer_id),
  );
  if (open.length === 0 && deal_id === NO_DEAL) return null;
  const options = open.map(({ id, name, customer }) => ({
    value: id,
    label: name,
    ...(customer && customer.name !== name && { note: customer.name }),
  }));
  return (
    <Bind form={form} name="deal_id">
      {(field) => (
        <Select
          optional
          label={t`For the deal`}
          hint={t`The deal is won when the quote is accepted.`}
          options={[{ value: NO_DEAL, label: t`No deal` }, ...options]}
          {...field}
        />
      )}
    </Bind>
  );
}
