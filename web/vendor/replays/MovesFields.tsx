import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { type Buyer, BuyerField } from '../../kit/billing/BuyerField.tsx';
import { Bind } from '../../kit/form/Form.tsx';
import { IconButton } from '../../ui/Button.tsx';
import { Trash2 } from '../../ui/icons.ts';
import { Select } from '../../ui/Select.tsx';
import { findResellers } from '../resellers/find.ts';
import type { ReplayForm } from './NewReplayPage.tsx';
import { LIST, type Values } from './schema.ts';
import { usePlans } from './usePlans.ts';

/** Resellers, and the plan they would have been on. */
export function MovesFields({ form }: { form: ReplayForm }) {
  const { t } = useLingui();
  const { options } = usePlans();
  return (
    <>
      <Bind form={form} name="to_plan">
        {(field) => (
          <Select
            label={t`To this plan`}
            options={[...options, { value: LIST, label: t`No plan: list price` }]}
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="accounts">
        {({ value, onValueChange, error }) => (
          <Accounts accounts={value} onAccounts={onValueChange} error={error} />
        )}
      </Bind>
    </>
  );
}

type Account = Values['accounts'][number];
type Props = {
  accounts: readonly Account[];
  onAccounts: (accounts: Account[]) => void;
  error?: string | undefined;
};

function Accounts({ accounts, onAccounts, error }: Props) {
  const { t } = useLingui();
  const found = useRef<Buyer | null>(null);
  const [turn, setTurn] = useState(0);
  const add = (account_id: string) => {
    const name = found.current?.name ?? '';
    if (account_id && !accounts.some((one) => one.account_id === account_id))
      onAccounts([...accounts, { account_id, name }]);
    setTurn(turn + 1);
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-medium">{t`Resellers`}</legend>
      {accounts.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line">
          {accounts.map(({ account_id, name }) => (
            <li key={account_id} className="flex items-center justify-between gap-3 py-1.5 ps-3.5 pe-1.5">
              <bdi className="min-w-0 truncate">{name}</bdi>
              <IconButton
                icon={Trash2}
                label={t`Take out ${name}`}
                onClick={() => onAccounts(accounts.filter((one) => one.account_id !== account_id))}
              />
            </li>
          ))}
        </ul>
      )}
      <BuyerField
        key={turn}
        label={t`Add a reseller`}
        {...(error && { error })}
        findBuyers={findResellers}
        onBuyer={(buyer) => {
          found.current = buyer;
        }}
        value=""
        onValueChange={add}
      />
    </fieldset>
  );
}
