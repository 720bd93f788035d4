import { useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { SpecialPriceNote } from '../customers/Fields.tsx';
import { KindFields, WhereFields } from '../customers/PartyFields.tsx';
import { needsSpecialPrice } from '../customers/words.ts';
import type { QuoteValues } from './schema.ts';

type Of = { form: FormState<QuoteValues> };

/** For whom the quote is: one of the customers, or somebody who becomes one by accepting. */
export function WhoFields({ form }: Of) {
  const { t } = useLingui();
  const who = form.hook.watch('who');
  return (
    <>
      <Bind form={form} name="who">
        {(field) => (
          <RadioGroup
            cards
            label={t`The quote is for`}
            options={[
              { value: 'customer', label: t`A customer` },
              { value: 'prospect', label: t`A prospect`, note: t`Becomes your customer by accepting.` },
            ]}
            {...field}
            onValueChange={(value) => field.onValueChange(value as QuoteValues['who'])}
          />
        )}
      </Bind>
      {who === 'customer' ? <CustomerField form={form} /> : <ProspectFields form={form} />}
    </>
  );
}

function CustomerField({ form }: Of) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const query = { limit: 20, sort: 'name', ...(typed && { q: typed }) };
  const list = $api.useQuery(
    'get',
    '/v1/orders/customers',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const chosenId = form.hook.watch('customer_id');
  const params = { path: { id: chosenId } };
  const chosen = $api.useQuery(
    'get',
    '/v1/orders/customers/{id}',
    { params },
    { enabled: Boolean(chosenId) },
  ).data;
  const found = list.data?.items ?? [];
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return (
    <>
      <Bind form={form} name="customer_id">
        {(field) => (
          <Combobox
            label={t`Customer`}
            placeholder={t`Search by name or domain`}
            onSearch={setTyped}
            searching={list.isFetching}
            options={all.map(({ id, name, domain }) => ({
              value: id,
              label: name,
              note: domain && <bdi>{domain}</bdi>,
            }))}
            {...field}
          />
        )}
      </Bind>
      {chosen && needsSpecialPrice(chosen) && <SpecialPriceNote />}
    </>
  );
}

function ProspectFields({ form }: Of) {
  const { t } = useLingui();
  const [headcount, body_kind] = form.hook.watch(['prospect.headcount', 'prospect.body_kind']);
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="prospect.name">
          {(field) => <TextField label={t`Name of the company`} autoComplete="off" {...field} />}
        </Bind>
        <WhereFields form={form} at="prospect." />
        <KindFields form={form} at="prospect." />
      </div>
      {needsSpecialPrice({ headcount, body_kind }) && <SpecialPriceNote />}
    </>
  );
}
