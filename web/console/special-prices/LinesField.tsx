import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { ExplainPrice } from '../../kit/prices/ExplainPrice.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Trash2 } from '../../ui/icons.ts';
import { MoneyField } from '../../ui/MoneyField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { useFormat } from '../../ui/useFormat.ts';

export type WishedLine = {
  offer_id: string;
  from_quantity: number;
  to_quantity: number;
  wished_price: number | null;
};

type Props = {
  value: readonly WishedLine[];
  onValueChange: (lines: WishedLine[]) => void;
  currency: string;
  error?: string | undefined;
};

/** The offers a special price is asked for: quantities and the wished price of one unit. */
export function LinesField({ value, onValueChange, currency, error }: Props) {
  const { t } = useLingui();
  const { text } = useFormat();
  const offers = useOffers(value.map(({ offer_id }) => offer_id));
  const put = (index: number, change: Partial<WishedLine>) =>
    onValueChange(value.map((line, place) => (place === index ? { ...line, ...change } : line)));
  const add = (offer_id: string) => {
    if (offer_id)
      onValueChange([...value, { offer_id, from_quantity: 1, to_quantity: 100, wished_price: null }]);
  };
  return (
    <fieldset className="flex flex-col gap-5">
      <legend className="mb-2 text-sm font-medium">
        <Trans>Wished prices</Trans>
      </legend>
      {value.map((line, index) => {
        const offer = offers.find(({ offer_id }) => offer_id === line.offer_id);
        const name = offer ? text(offer.offer_name) : '';
        return (
          <div key={line.offer_id} className="flex flex-col gap-3 rounded-lg border border-line p-4">
            <div className="flex items-start justify-between gap-3">
              <span className="min-w-0">
                <bdi className="block font-medium">{offer && text(offer.product_name)}</bdi>
                <span className="flex flex-wrap items-center gap-1.5 text-sm text-muted">
                  <bdi>{name}</bdi>
                  {offer && (
                    <>
                      <span>
                        <Trans>
                          now <UnitPrice minor={offer.unit_price} currency={currency} />
                        </Trans>
                      </span>
                      <ExplainPrice price={offer} name={name} />
                    </>
                  )}
                </span>
              </span>
              <IconButton
                icon={Trash2}
                label={t`Take out ${name}`}
                onClick={() => onValueChange(value.filter((_, place) => place !== index))}
              />
            </div>
            <LineFields line={line} currency={currency} onChange={(change) => put(index, change)} />
          </div>
        );
      })}
      <AddOffer key={value.length} taken={value.map(({ offer_id }) => offer_id)} error={error} onAdd={add} />
    </fieldset>
  );
}

/** The chosen offers as the store has them, with their prices. */
function useOffers(ids: readonly string[]) {
  const params = { query: { limit: 200, codes: [...ids].sort().join(',') } };
  const options = { enabled: ids.length > 0, placeholderData: keepPreviousData };
  const store = $api.useQuery('get', '/v1/orders/store', { params }, options);
  return (store.data?.items ?? []).flatMap((product) => product.offers);
}

type AddProps = { taken: readonly string[]; error: string | undefined; onAdd: (offerId: string) => void };

/** Finds an offer of the store by typing, and adds it. */
function AddOffer({ taken, error, onAdd }: AddProps) {
  const { t } = useLingui();
  const { text } = useFormat();
  const [typed, setTyped] = useState('');
  const params = { query: { limit: 20, ...(typed && { q: typed }) } };
  const keep = { placeholderData: keepPreviousData };
  const store = $api.useQuery('get', '/v1/orders/store', { params }, keep);
  const offers = (store.data?.items ?? []).flatMap((product) => product.offers);
  return (
    <Combobox
      label={t`Add an offer`}
      placeholder={t`Search by name`}
      {...(error && { error })}
      options={offers
        .filter(({ offer_id }) => !taken.includes(offer_id))
        .map((offer) => ({
          value: offer.offer_id,
          label: text(offer.product_name),
          note: text(offer.offer_name),
        }))}
      onSearch={setTyped}
      searching={store.isFetching}
      value=""
      onValueChange={onAdd}
    />
  );
}

type LineProps = { line: WishedLine; currency: string; onChange: (change: Partial<WishedLine>) => void };

function LineFields({ line, currency, onChange }: LineProps) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <NumberField
        label={t`From so many`}
        min={1}
        value={line.from_quantity}
        onValueChange={(typed) => onChange({ from_quantity: typed ?? 1 })}
      />
      <NumberField
        label={t`Up to so many`}
        min={1}
        value={line.to_quantity}
        onValueChange={(typed) => onChange({ to_quantity: typed ?? 1 })}
      />
      <MoneyField
        label={t`Wished price of one`}
        currency={currency}
        value={line.wished_price}
        onValueChange={(typed) => onChange({ wished_price: typed })}
      />
    </div>
  );
}
