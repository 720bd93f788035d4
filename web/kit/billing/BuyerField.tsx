import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Combobox } from '../../ui/Combobox.tsx';
import type { FieldProps } from '../../ui/Field.tsx';

/** Somebody this organization sells to, with the account it bills. */
export type Buyer = { account_id: string; buyer_id: string; name: string; currency: string };

/** Finds buyers by a part of their name: a vendor's resellers, a reseller's customers. */
export type FindBuyers = (text: string, signal: AbortSignal) => Promise<Buyer[]>;

type Props = FieldProps<string> & {
  findBuyers: FindBuyers;
  /** Told which buyer stands behind the chosen account. */
  onBuyer: (buyer: Buyer | null) => void;
};

/** One buyer, found by typing; the value is its account. */
export function BuyerField({ findBuyers, onBuyer, onValueChange, ...field }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const [chosen, setChosen] = useState<Buyer | null>(null);
  const found = useQuery({
    queryKey: ['buyers', asked],
    queryFn: ({ signal }) => findBuyers(asked, signal),
    placeholderData: (before) => before,
  });
  const buyers = found.data ?? [];
  // What is chosen stays an option when the search has moved on.
  const options =
    chosen && !buyers.some((one) => one.account_id === chosen.account_id) ? [chosen, ...buyers] : buyers;
  const choose = (account: string) => {
    const buyer = options.find((one) => one.account_id === account) ?? null;
    setChosen(buyer);
    onBuyer(buyer);
    onValueChange(account);
  };
  return (
    <Combobox
      {...field}
      placeholder={t`Type a name`}
      options={options.map((buyer) => ({ value: buyer.account_id, label: buyer.name }))}
      onSearch={setText}
      searching={found.isFetching}
      onValueChange={choose}
    />
  );
}
