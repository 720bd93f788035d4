import { Trans, useLingui } from '@lingui/react/macro';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { ExplainPrice } from '../../kit/prices/ExplainPrice.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { isDiscounted, type PricedOffer } from './words.ts';

/** An offer put into the order before the store told retail prices has none. */
type Shown = Omit<PricedOffer, 'retail'> & Partial<Pick<PricedOffer, 'retail'>>;

/** The reseller's own price beside the list price, with the discount and the way it came about. */
export function OfferPrice({ offer }: { offer: Shown }) {
  const { t } = useLingui();
  const { percent, text } = useFormat();
  const { per } = useOfferWords();
  const off = percent(offer.discount);
  const name = text(offer.offer_name);
  return (
    <div className="flex flex-col">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <UnitPrice minor={offer.unit_price} currency={offer.currency} className="text-lg font-semibold" />
        {isDiscounted(offer) && <Badge tone="good">{t`${off} off`}</Badge>}
        <ExplainPrice price={offer} name={name} per={per(offer)} />
      </span>
      <span className="text-sm text-muted">
        {isDiscounted(offer) ? (
          <Trans>
            <s className="decoration-faint">
              <UnitPrice minor={offer.list_price} currency={offer.currency} />
            </s>{' '}
            list, {per(offer)}
          </Trans>
        ) : (
          per(offer)
        )}
      </span>
      {offer.retail && (
        <span className="flex items-center gap-x-1 text-sm text-muted">
          <Trans>
            You sell it at <UnitPrice minor={offer.retail.unit_price} currency={offer.currency} />
          </Trans>
          <ExplainPrice
            price={{ ...offer.retail, currency: offer.currency }}
            name={name}
            label={t`${name}, your retail price`}
            per={per(offer)}
          />
        </span>
      )}
    </div>
  );
}
