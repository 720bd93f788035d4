import { useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import type { FieldProps } from '../../ui/Field.tsx';
import type { Option } from '../../ui/Select.tsx';
import { useCustomerNames } from './useCustomerNames.ts';

type Props = FieldProps<string> & {
  /** A choice that is no customer, such as all of them. */
  besides?: Option;
};

/** One of the reseller's customers, found by typing; the value is its id. */
export function CustomerField({ besides, ...field }: Props) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const query = { limit: 20, sort: 'name', ...(typed && { q: typed }) };
  const keep = { placeholderData: keepPreviousData };
  const list = $api.useQuery('get', '/v1/orders/customers', { params: { query } }, keep);
  const found = (list.data?.items ?? []).map(({ id, name, domain }) => ({
    value: id,
    label: name,
    note: domain && <bdi>{domain}</bdi>,
  }));
  const isCustomer = field.value !== '' && field.value !== besides?.value;
  const nameOf = useCustomerNames(isCustomer ? [field.value] : []);
  // What is chosen stays an option when the search has moved on.
  const isShown = !isCustomer || found.some(({ value }) => value === field.value);
  const chosen = isShown ? [] : [{ value: field.value, label: nameOf(field.value) }];
  return (
    <Combobox
      placeholder={t`Search by name or domain`}
      {...field}
      options={[...(besides ? [besides] : []), ...chosen, ...found]}
      onSearch={setTyped}
      searching={list.isFetching}
    />
  );
}
