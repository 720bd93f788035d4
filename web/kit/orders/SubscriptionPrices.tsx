import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { timesWhole } from '../billing/decimals.ts';
import { UnitPrice } from '../billing/UnitPrice.tsx';
import { ExplainPrice } from '../prices/ExplainPrice.tsx';
import { useOfferWords } from './offers.ts';
import type { SubscriptionDetail } from './words.ts';

type Told = SubscriptionDetail['prices'][number];

/** What a unit costs today on the accounts that the reader is a side of, each with the way it came about. */
export function SubscriptionPrices({
  subscription,
  footer,
}: {
  subscription: SubscriptionDetail;
  footer?: ReactNode;
}) {
  const { t } = useLingui();
  const { prices, quantity } = subscription;
  if (prices.length === 0) return null;
  return (
    <Card title={t`Price today`} {...(footer !== undefined && { footer })}>
      <dl className="flex flex-col gap-4">
        {prices.map((told) => (
          <PriceOf key={told.side} told={told} quantity={quantity} alone={prices.length === 1} />
        ))}
      </dl>
    </Card>
  );
}

function PriceOf({
  told: { side, price },
  quantity,
  alone,
}: {
  told: Told;
  quantity: number;
  alone: boolean;
}) {
  const { text } = useFormat();
  const { per, cycleShort } = useOfferWords();
  const { currency, unit_price, offer_name } = price;
  const isCounted = price.billing === 'recurring' && quantity > 1;
  return (
    <div>
      {!alone && (
        <dt className="text-sm text-muted">
          {side === 'buyer' ? <Trans>You pay</Trans> : <Trans>Your customer pays you</Trans>}
        </dt>
      )}
      <dd className="flex flex-col">
        <span className="flex items-center gap-x-2">
          <UnitPrice minor={unit_price} currency={currency} className="text-lg font-semibold" />
          <ExplainPrice price={price} name={text(offer_name)} per={per(price)} />
        </span>
        <span className="text-sm text-muted">{per(price)}</span>
        {isCounted && (
          <span className="text-sm text-muted">
            <Trans>
              For all: <UnitPrice minor={timesWhole(unit_price, quantity)} currency={currency} />
            </Trans>{' '}
            {cycleShort(price)}
          </span>
        )}
      </dd>
    </div>
  );
}
