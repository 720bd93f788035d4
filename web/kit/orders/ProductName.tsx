import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/useFormat.ts';
import type { OfferBrief } from './words.ts';

type Both = { en: string; ar: string };

/** A product with its offer on a quieter second line, and the domain it is for. */
export function ProductName({
  offer,
  domain,
}: {
  offer: Pick<OfferBrief, 'product_name' | 'offer_name'> | { product_name: Both; offer_name: Both };
  domain?: string | null;
}) {
  const { text } = useFormat();
  return (
    <span className="flex min-w-0 flex-col">
      <bdi className="truncate font-medium">{text(offer.product_name)}</bdi>
      <span className="flex max-w-full gap-1 text-sm text-muted">
        <span className={cx('truncate', domain && 'shrink-0')}>{text(offer.offer_name)}</span>
        {domain && (
          <>
            <span aria-hidden="true">·</span>
            {/* A part of its own, so that what is cut off is the domain's end in either direction of writing. */}
            <bdi className="min-w-0 truncate">{domain}</bdi>
          </>
        )}
      </span>
    </span>
  );
}
