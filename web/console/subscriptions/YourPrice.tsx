import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { OfferPrice } from '../store/OfferPrice.tsx';
import type { PricedOffer } from '../store/words.ts';

/** The offer of a subscription at the reseller's price of today; undefined while it is looked up or not sold any more. */
export function useOfferToday({ offer }: SubscriptionDetail): PricedOffer | undefined {
  const params = { path: { id: offer.product_id } };
  const { data } = $api.useQuery(
    'get',
    '/v1/orders/store/{id}',
    { params },
    { retry: false, staleTime: 60_000 },
  );
  return data?.offers.find(({ offer_id }) => offer_id === offer.offer_id);
}

/** What a unit of it costs the reseller today. */
export function YourPrice({ subscription }: { subscription: SubscriptionDetail }) {
  const { t } = useLingui();
  const offer = useOfferToday(subscription);
  if (!offer) return null;
  return (
    <Card
      title={t`Your price today`}
      footer={
        <Link to={path(paths.console.product, { productId: offer.product_id })}>
          <Trans>See it in the store</Trans>
        </Link>
      }
    >
      <OfferPrice offer={offer} />
    </Card>
  );
}
