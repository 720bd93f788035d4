import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import type { FormState } from '../../kit/form/useForm.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Trash2 } from '../../ui/icons.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { DealValues } from './schema.ts';

type Props = { form: FormState<DealValues>; known?: DealDetail['lines'] };

/** The products that are wanted, each with how many. `known`: those the deal has already, for their names. */
export function LinesField({ form, known = [] }: Props) {
  const { t } = useLingui();
  const { text } = useFormat();
  const lines = form.hook.watch('lines');
  const put = (next: DealValues['lines']) => form.hook.setValue('lines', next, { shouldDirty: true });
  const { names, remember } = useNames(known);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">{t`Products wanted`}</legend>
      {lines.map(({ product_id, quantity }, index) => (
        <div key={product_id} className="grid grid-cols-[minmax(0,1fr)_7rem_auto] items-end gap-3">
          <span className="pb-2 font-medium">
            <bdi>{names.has(product_id) ? text(names.get(product_id) as Both) : product_id}</bdi>
          </span>
          <NumberField
            label={t`Quantity`}
            min={1}
            value={quantity}
            onValueChange={(next) =>
              put(lines.map((line, place) => (place === index ? { ...line, quantity: next ?? 1 } : line)))
            }
          />
          <IconButton
            icon={Trash2}
            label={t`Take the product out`}
            onClick={() => put(lines.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <AddProduct
        taken={lines.map(({ product_id }) => product_id)}
        onAdd={(id, name) => {
          remember(id, name);
          put([...lines, { product_id: id, quantity: 1 }]);
        }}
      />
    </fieldset>
  );
}

type Both = { en: string; ar: string };

/** The names of the products that stand in the form: from the deal, and as they are chosen. */
function useNames(known: DealDetail['lines']) {
  const [chosen, setChosen] = useState<[string, Both][]>([]);
  const names = new Map([...known.map(({ product_id, name }) => [product_id, name] as const), ...chosen]);
  return { names, remember: (id: string, name: Both) => setChosen((some) => [...some, [id, name]]) };
}

function AddProduct({ taken, onAdd }: { taken: string[]; onAdd: (id: string, name: Both) => void }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const [typed, setTyped] = useState('');
  const query = { limit: 20, ...(typed && { q: typed }) };
  const list = $api.useQuery(
    'get',
    '/v1/catalog/products',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const free = (list.data?.items ?? []).filter(({ id }) => !taken.includes(id));
  return (
    <Combobox
      // Drawn anew after each choice, so that it is empty again.
      key={taken.length}
      label={t`Add a product`}
      placeholder={t`Search the store`}
      hint={
        taken.length === 0 && <Trans>Without one the deal is for everything you sell to the customer.</Trans>
      }
      value=""
      onValueChange={(id) => {
        const product = free.find((one) => one.id === id);
        if (product) onAdd(id, product.name);
      }}
      onSearch={setTyped}
      searching={list.isFetching}
      options={free.map(({ id, name }) => ({ value: id, label: text(name) }))}
    />
  );
}
