import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useRelationFacts, useSaleFacts } from '../../kit/catalogue/ProductFacts.tsx';
import { useProductWords } from '../../kit/catalogue/words.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { Page } from '../../kit/Page.tsx';
import { useFamilies } from '../../kit/prices/words.ts';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Plus } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { CartBar } from './CartBar.tsx';
import { addToCart } from './cart.ts';
import { OfferPrice } from './OfferPrice.tsx';
import type { PricedOffer, StoreProduct } from './words.ts';

/** One product with all its offers at the reseller's price. */
export default function ProductPage() {
  const { text } = useFormat();
  const { productId = '' } = useParams({ strict: false }) as { productId?: string };
  const { data: product } = $api.useSuspenseQuery('get', '/v1/orders/store/{id}', {
    params: { path: { id: productId } },
  });
  return (
    <Page title={text(product.name)} description={text(product.description)}>
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <Offers product={product} />
        <Facts product={product} />
      </div>
      <CartBar />
    </Page>
  );
}

function Offers({ product: { offers } }: { product: StoreProduct }) {
  return (
    <Card flush title={<Trans>Offers</Trans>} description={<Trans>Before tax, at your own price.</Trans>}>
      {offers.length === 0 && <Empty title={<Trans>Nothing of it is for sale in your currency</Trans>} />}
      <ul className="divide-y divide-line">
        {offers.map((offer) => (
          <OfferRow key={offer.offer_id} offer={offer} />
        ))}
      </ul>
    </Card>
  );
}

function OfferRow({ offer }: { offer: PricedOffer }) {
  const { t } = useLingui();
  const { text, percent } = useFormat();
  const { term, cycle, binds } = useOfferWords();
  const name = text(offer.offer_name);
  return (
    <li className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-3 px-5 py-4 sm:grid-cols-[1fr_1.2fr_auto]">
      <div className="min-w-0">
        <h3 className="font-semibold">{name}</h3>
        <p className="text-sm text-muted">
          {[term(offer), cycle(offer), ...binds(offer, percent)].join(' · ')}
        </p>
      </div>
      <div className="max-sm:order-last max-sm:col-span-full">
        <OfferPrice offer={offer} />
        <Bands offer={offer} />
      </div>
      <Button icon={Plus} onClick={() => addToCart(offer)} aria-label={t`Add ${name} to the order`}>
        <Trans>Add</Trans>
      </Button>
    </li>
  );
}

/** What a unit costs in larger quantities, where that is another price. */
function Bands({ offer }: { offer: PricedOffer }) {
  const { count } = useOfferWords();
  const larger = offer.bands.filter(({ from_quantity }) => from_quantity > offer.quantity);
  if (larger.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-col gap-0.5 text-sm">
      {larger.map(({ from_quantity, unit_price }) => {
        const units = count(offer.unit, from_quantity);
        return (
          <li key={from_quantity}>
            <Trans>
              <span className="text-muted">From {units}</span>{' '}
              <UnitPrice minor={unit_price} currency={offer.currency} className="font-medium" />
            </Trans>
          </li>
        );
      })}
    </ul>
  );
}

function Facts({ product }: { product: StoreProduct }) {
  const { t } = useLingui();
  const { text, number } = useFormat();
  const { count } = useOfferWords();
  const { kinds } = useProductWords();
  const family = useFamilies().find(({ id }) => id === product.family_id);
  const [offer] = product.offers;
  const least = offer ? number(offer.minimum_quantity) : '';
  const most = offer ? count(product.unit, offer.maximum_quantity) : '';
  const fixed = offer?.minimum_quantity === offer?.maximum_quantity;
  return (
    <Card title={t`About it`}>
      <KeyValues
        facts={[
          { label: t`Family`, value: family && text(family.name) },
          { label: t`Code`, value: <bdi className="figures">{product.code}</bdi> },
          { label: t`Sold`, value: fixed ? most : t`${least} to ${most}` },
          { label: t`Domain`, value: product.needs_domain ? t`Needed` : t`Not needed` },
          product.kind !== 'product' && { label: t`Kind`, value: kinds[product.kind] },
          ...useRelationFacts(product, (productId) => path(paths.console.product, { productId })),
          ...useSaleFacts(product),
        ]}
      />
    </Card>
  );
}
