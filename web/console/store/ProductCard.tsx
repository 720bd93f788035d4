import { Trans, useLingui } from '@lingui/react/macro';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Plus } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Menu, MenuGroup, MenuItem } from '../../ui/Menu.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { addToCart } from './cart.ts';
import { familyIcon } from './families.ts';
import { OfferPrice } from './OfferPrice.tsx';
import { leadingOffer, type PricedOffer, type StoreProduct } from './words.ts';

/** One product of the store: what it is, what it costs at best, and the way into the order. */
export function ProductCard({ product }: { product: StoreProduct }) {
  const { text } = useFormat();
  const Icon = familyIcon(product.family_id);
  const offer = leadingOffer(product.offers);
  return (
    <article className="flex w-full flex-col rounded-xl border border-line bg-surface p-5 shadow-low">
      <div className="flex items-start gap-3.5">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
          <Icon className="size-4.5" strokeWidth={1.75} aria-hidden />
        </span>
        <div className="min-w-0">
          <h2 className="text-lg leading-snug font-semibold">
            <Link
              plain
              to={path(paths.console.product, { productId: product.id })}
              className="rounded-sm hover:underline"
            >
              <bdi>{text(product.name)}</bdi>
            </Link>
          </h2>
          <p className="mt-1 line-clamp-2 text-muted">{text(product.description)}</p>
        </div>
      </div>
      <div className="mt-auto flex items-end justify-between gap-3 pt-5">
        {offer && <OfferPrice offer={offer} />}
        <AddButton product={product} />
      </div>
    </article>
  );
}

function AddButton({ product: { name, offers } }: { product: StoreProduct }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const product = text(name);
  const [only] = offers;
  const label = t`Add ${product} to the order`;
  if (!only) return null;
  const button = (
    <Button size="sm" icon={Plus} aria-label={label}>
      <Trans>Add</Trans>
    </Button>
  );
  if (offers.length > 1) return <OfferMenu trigger={button} offers={offers} />;
  return (
    <Button size="sm" icon={Plus} aria-label={label} onClick={() => addToCart(only)}>
      <Trans>Add</Trans>
    </Button>
  );
}

function OfferMenu({ trigger, offers }: { trigger: React.ReactElement; offers: readonly PricedOffer[] }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const { per } = useOfferWords();
  return (
    <Menu trigger={trigger}>
      <MenuGroup label={t`Which offer?`}>
        {offers.map((offer) => (
          <MenuItem
            key={offer.offer_id}
            onClick={() => addToCart(offer)}
            note={
              <>
                <UnitPrice minor={offer.unit_price} currency={offer.currency} /> {per(offer)}
              </>
            }
          >
            {text(offer.offer_name)}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}
