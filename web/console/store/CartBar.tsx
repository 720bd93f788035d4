import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { paths } from '../../paths.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { ShoppingCart } from '../../ui/icons.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { emptyCart, useCart } from './cart.ts';

/** What is in the order so far, at the foot of the store; nothing while it is empty. */
export function CartBar() {
  const { t } = useLingui();
  const { text } = useFormat();
  const { lines } = useCart();
  if (lines.length === 0) return null;
  const names = [...new Set(lines.map(({ offer }) => text(offer.product_name)))];
  return (
    <section
      aria-label={t`Your order`}
      className="sticky bottom-4 z-20 flex animate-appear flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-line bg-raised px-5 py-3.5 shadow-high"
    >
      <ShoppingCart className="size-5 shrink-0 text-accent-text" strokeWidth={1.75} aria-hidden />
      <p aria-live="polite" className="min-w-0 grow basis-40">
        <span className="block font-semibold">
          <Plural value={lines.length} one="# line in your order" other="# lines in your order" />
        </span>
        <bdi className="block truncate text-sm text-muted">{names.join(' · ')}</bdi>
      </p>
      <div className="flex gap-2 max-sm:w-full max-sm:*:grow">
        <Button variant="quiet" onClick={emptyCart}>
          <Trans>Empty it</Trans>
        </Button>
        <ButtonLink variant="primary" to={paths.console.newOrder}>
          <Trans>Review the order</Trans>
        </ButtonLink>
      </div>
    </section>
  );
}
