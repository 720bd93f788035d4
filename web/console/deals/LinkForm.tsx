import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { paths } from '../../paths.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Link } from '../../ui/Link.tsx';
import { toast } from '../../ui/toast.ts';

const schema = z.object({ customer_id: z.string().min(1) });

/** Which of the reseller's customers the deal is for. */
export function LinkForm({ deal, onDone }: { deal: DealDetail; onDone: () => void }) {
  const { t } = useLingui();
  const { found, searching, setTyped } = useCustomers(deal);
  const form = useForm({
    name: `deal-link-${deal.id}`,
    schema,
    defaults: { customer_id: deal.customer?.id ?? '' },
    submit: (body) => api.POST('/v1/deals/deals/{id}/link', { params: { path: { id: deal.id } }, body }),
    onDone: () => {
      toast.good(t`The deal is linked`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Link the deal</Trans>} unguarded>
      <Bind form={form} name="customer_id">
        {(field) => (
          <Combobox
            label={t`Customer`}
            placeholder={t`Search by name or domain`}
            hint={
              <Link to={paths.console.newCustomer}>
                <Trans>Add a new customer</Trans>
              </Link>
            }
            onSearch={setTyped}
            searching={searching}
            options={found.map(({ id, name }) => ({ value: id, label: name }))}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}

function useCustomers({ customer }: DealDetail) {
  const [typed, setTyped] = useState('');
  const query = { limit: 20, sort: 'name', ...(typed && { q: typed }) };
  const list = $api.useQuery(
    'get',
    '/v1/orders/customers',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const items: { id: string; name: string }[] = list.data?.items ?? [];
  const found = customer && !items.some(({ id }) => id === customer.id) ? [customer, ...items] : items;
  return { found, searching: list.isFetching, setTyped };
}
