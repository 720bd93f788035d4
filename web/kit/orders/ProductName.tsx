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
      <span className="truncate text-sm text-muted">
        {text(offer.offer_name)}
        {domain && (
          <>
            {' · '}
            <bdi>{domain}</bdi>
          </>
        )}
      </span>
    </span>
  );
}
