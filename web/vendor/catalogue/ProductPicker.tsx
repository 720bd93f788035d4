import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Props = { label: string; without: readonly string[]; onPick: (code: string) => void };

/** Finds a product of the catalogue by its name or code; `without` are codes that cannot be chosen. */
export function ProductPicker({ label, without, onPick }: Props) {
  const [asked, setAsked] = useState('');
  const { text } = useFormat();
  const params = { query: { limit: 20, ...(asked && { q: asked }) } };
  const { data, isFetching } = $api.useQuery(
    'get',
    '/v1/catalog/products',
    { params },
    { placeholderData: keepPreviousData },
  );
  const products = (data?.items ?? []).filter(({ code }) => !without.includes(code));
  return (
    <Combobox
      label={label}
      options={products.map(({ code, name }) => ({ value: code, label: text(name), note: code }))}
      onSearch={setAsked}
      searching={isFetching}
      value=""
      onValueChange={(code) => code && onPick(code)}
    />
  );
}

/** A product's name by its code; the code itself until it is known. */
export function ProductName({ code }: { code: string }) {
  const { text } = useFormat();
  const params = { query: { limit: 5, q: code } };
  const { data } = $api.useQuery('get', '/v1/catalog/products', { params }, { staleTime: 3_600_000 });
  const name = data?.items.find((one) => one.code === code)?.name;
  return name ? text(name) : code;
}
