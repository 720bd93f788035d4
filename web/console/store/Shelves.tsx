import { Trans, useLingui } from '@lingui/react/macro';
import { useFamilies } from '../../kit/prices/words.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { ProductCard } from './ProductCard.tsx';
import type { Asked } from './StorePage.tsx';
import { editionsFirst, type StoreProduct } from './words.ts';

const SHOWN = 6;

/** The whole store, a shelf for each family: its first products and the way to the rest. */
export function Shelves({
  products,
  ask,
}: {
  products: readonly StoreProduct[];
  ask: (next: Asked) => void;
}) {
  const byFamily = Map.groupBy(products, ({ family_id }) => family_id);
  const known = useFamilies().filter(({ id }) => byFamily.has(id));
  return known.map(({ id, name }) => (
    <Shelf key={id} name={name} products={byFamily.get(id) ?? []} onAll={() => ask({ family: id })} />
  ));
}

type ShelfProps = { name: { en: string; ar: string }; products: readonly StoreProduct[]; onAll: () => void };

function Shelf({ name, products, onAll }: ShelfProps) {
  const { text, number } = useFormat();
  const more = products.length > SHOWN;
  return (
    <section className="flex flex-col gap-4">
      <header className="flex items-center justify-between gap-4">
        <h2 className="text-xl font-semibold">{text(name)}</h2>
        {more && (
          <Button size="sm" variant="quiet" onClick={onAll}>
            <Trans>See all {number(products.length)}</Trans>
          </Button>
        )}
      </header>
      <ProductGrid products={editionsFirst(products).slice(0, SHOWN)} />
    </section>
  );
}

/** How products stand side by side. */
export const productGrid = 'grid gap-4 sm:grid-cols-2 xl:grid-cols-3';

/** Products as cards. */
export function ProductGrid({ products }: { products: readonly StoreProduct[] }) {
  const { t } = useLingui();
  return (
    <ul aria-label={t`Products`} className={productGrid}>
      {products.map((product) => (
        <li key={product.id} className="flex min-w-0">
          <ProductCard product={product} />
        </li>
      ))}
    </ul>
  );
}
