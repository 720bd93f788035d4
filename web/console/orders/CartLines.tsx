import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Trash2 } from '../../ui/icons.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type CartLine, changeLine, removeLine, sellsDomains } from '../store/cart.ts';
import { OfferPrice } from '../store/OfferPrice.tsx';
import type { faultsOf } from './faults.ts';

type Props = { lines: readonly CartLine[]; faults: ReturnType<typeof faultsOf>; customerId: string };

/** The lines of the order being put together, each with its quantity and, where it needs one, its domain. */
export function CartLines({ lines, faults, customerId }: Props) {
  return (
    <ul className="divide-y divide-line">
      {lines.map((line, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the order
          key={`${line.offer.offer_id}${index}`}
          className="px-5 py-5"
        >
          <Line line={line} index={index} fault={faults(index)} customerId={customerId} />
        </li>
      ))}
    </ul>
  );
}

type LineProps = { line: CartLine; index: number; fault: ReturnType<Props['faults']>; customerId: string };

function Line({ line, index, fault, customerId }: LineProps) {
  const { t } = useLingui();
  const { text } = useFormat();
  const { offer } = line;
  const name = text(offer.product_name);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h3 className="text-base font-semibold">
            <bdi>{name}</bdi>
          </h3>
          <p className="text-sm text-muted">{text(offer.offer_name)}</p>
        </div>
        <IconButton size="sm" icon={Trash2} label={t`Take ${name} out`} onClick={() => removeLine(index)} />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-[9.5rem_1fr_auto]">
        <Quantity line={line} index={index} error={fault.quantity} />
        {offer.needs_domain ? (
          <Domain line={line} index={index} error={fault.domain} customerId={customerId} />
        ) : (
          <span className="max-sm:hidden" />
        )}
        <div className="sm:pt-6 sm:text-end">
          <OfferPrice offer={offer} />
        </div>
      </div>
      {fault.offer_id && <p className="text-sm text-bad">{fault.offer_id}</p>}
    </div>
  );
}

function Quantity({
  line: { offer, quantity },
  index,
  error,
}: Omit<LineProps, 'fault' | 'customerId'> & { error: string | undefined }) {
  const { t } = useLingui();
  const { count } = useOfferWords();
  const { minimum_quantity: least, maximum_quantity: most } = offer;
  if (least === most)
    return (
      <p className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t`Quantity`}</span>
        <span className="flex h-9 items-center text-muted">{count(offer.unit, least)}</span>
      </p>
    );
  return (
    <NumberField
      steppers
      label={t`Quantity`}
      min={least}
      max={most}
      value={quantity}
      error={error}
      onValueChange={(next) => changeLine(index, { quantity: next ?? least })}
    />
  );
}

/** What is wrong with a domain is said once its field is left: half a domain is no mistake yet. */
function Domain({
  line,
  index,
  error,
  customerId,
}: Omit<LineProps, 'fault'> & { error: string | undefined }) {
  const { t } = useLingui();
  const [typing, setTyping] = useState(false);
  const own = useDomainOf(customerId);
  const product = sellsDomains(line.offer);
  const change = (domain: string) => {
    setTyping(true);
    changeLine(index, { domain });
  };
  return (
    <TextField
      ltr
      label={product ? t`Domain name` : t`For the domain`}
      placeholder={product ? 'example.com' : (own ?? 'example.com')}
      hint={!product && own && <Trans>Left empty: the customer’s own.</Trans>}
      spellCheck={false}
      value={line.domain}
      onValueChange={change}
      onBlur={() => setTyping(false)}
      error={typing ? undefined : error}
      {...(product || !own ? {} : { optional: true })}
    />
  );
}

function useDomainOf(customerId: string): string | null {
  const params = { path: { id: customerId } };
  const { data } = $api.useQuery(
    'get',
    '/v1/orders/customers/{id}',
    { params },
    { enabled: Boolean(customerId) },
  );
  return data?.domain ?? null;
}
