import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { Form } from '../../kit/form/Form.tsx';
import { useCan } from '../../kit/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Drawer } from '../../ui/Dialog.tsx';
import { UserPlus } from '../../ui/icons.ts';
import { BasicFields, ContactFields, SizeFields, SpecialPriceNote } from '../customers/Fields.tsx';
import { useNewCustomer } from '../customers/useNewCustomer.ts';
import { needsSpecialPrice } from '../customers/words.ts';
import { chooseCustomer } from '../store/cart.ts';

/** For whom the order is: one of the customers, or a new one without leaving the page. */
export function CustomerChoice({ customerId }: { customerId: string }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const mayAdd = useCan('customer.add');
  return (
    <Card
      title={t`Customer`}
      actions={
        <Button size="sm" icon={UserPlus} disabled={unless(mayAdd)} onClick={() => setAdding(true)}>
          <Trans>New customer</Trans>
        </Button>
      }
    >
      <CustomerField customerId={customerId} />
      <Drawer open={adding} onOpenChange={setAdding} title={t`New customer`}>
        {adding && <NewCustomer onDone={() => setAdding(false)} />}
      </Drawer>
    </Card>
  );
}

function CustomerField({ customerId }: { customerId: string }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const chosen = useChosen(customerId);
  const query = { limit: 20, sort: 'name', ...(typed && { q: typed }) };
  const list = $api.useQuery(
    'get',
    '/v1/orders/customers',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const found = list.data?.items ?? [];
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <>
      <Combobox
        label={t`Order for`}
        placeholder={t`Search by name or domain`}
        value={customerId}
        onValueChange={chooseCustomer}
        onSearch={setTyped}
        searching={list.isFetching}
        options={all.map(({ id, name, domain }) => ({
          value: id,
          label: name,
          note: domain && <bdi>{domain}</bdi>,
        }))}
      />
      {chosen && chosen.can.order !== true && <p className="mt-2 text-bad">{chosen.can.order}</p>}
      {chosen && needsSpecialPrice(chosen) && (
        <div className="mt-3">
          <SpecialPriceNote />
        </div>
      )}
    </>
  );
}

function useChosen(customerId: string) {
  const params = { path: { id: customerId } };
  return $api.useQuery('get', '/v1/orders/customers/{id}', { params }, { enabled: Boolean(customerId) }).data;
}

function NewCustomer({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const form = useNewCustomer('order-customer', ({ id }) => {
    chooseCustomer(id);
    onDone();
  });
  return (
    <Form form={form} action={t`Add and choose it`}>
      <BasicFields form={form} />
      <SizeFields form={form} />
      <h3 className="text-base font-semibold">
        <Trans>Administrator of the customer panel</Trans>
      </h3>
      <ContactFields form={form} />
    </Form>
  );
}
