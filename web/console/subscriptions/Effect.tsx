import { Trans } from '@lingui/react/macro';
import { difference, timesWhole } from '../../kit/billing/decimals.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useOfferWords } from '../../kit/orders/offers.ts';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** What another quantity would mean: how many, and what a full cycle costs before and after. */
export function Effect({
  subscription,
  wanted,
}: {
  subscription: SubscriptionDetail;
  wanted: number | null;
}) {
  const { number } = useFormat();
  const { cycleShort } = useOfferWords();
  const offer = subscription.prices.find(({ side }) => side === 'buyer')?.price;
  const { quantity } = subscription;
  if (wanted === null || wanted === quantity)
    return (
      <p className="min-h-20 text-muted">
        <Trans>Choose another number to see what it means.</Trans>
      </p>
    );
  const before = offer && timesWhole(unitPriceAt(offer, quantity), quantity);
  const after = offer && timesWhole(unitPriceAt(offer, wanted), wanted);
  return (
    <div aria-live="polite" className="min-h-20 rounded-lg bg-sunken px-4 py-3">
      <p className="figures font-medium">
        {number(quantity)} <span className="mirror inline-block">→</span> {number(wanted)}
      </p>
      {offer && before && after && (
        <p className="text-muted">
          <UnitPrice minor={before} currency={offer.currency} />{' '}
          <span className="mirror inline-block">→</span>{' '}
          <UnitPrice minor={after} currency={offer.currency} className="font-medium text-ink" />{' '}
          {cycleShort(offer)}{' '}
          {wanted > quantity && (
            <span>
              (+
              <UnitPrice minor={difference(after, before)} currency={offer.currency} />)
            </span>
          )}
        </p>
      )}
      <p className="mt-1 text-sm text-muted">
        <Trans>From today on; this month is billed by the day. Before tax.</Trans>
      </p>
    </div>
  );
}

type Price = SubscriptionDetail['prices'][number]['price'];

/** What a unit costs when so many are had. */
function unitPriceAt({ bands, unit_price }: Price, quantity: number): string {
  return bands.findLast(({ from_quantity }) => from_quantity <= quantity)?.unit_price ?? unit_price;
}
