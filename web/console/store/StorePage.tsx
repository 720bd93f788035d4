import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { $api } from '../../api/client.ts';
import { useBillingWords } from '../../kit/billing/words.ts';
import { Page } from '../../kit/Page.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { Store } from '../../ui/icons.ts';
import { Empty, ErrorState, Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { CartBar } from './CartBar.tsx';
import { ProductCard } from './ProductCard.tsx';
import { StoreFilters } from './StoreFilters.tsx';
import type { StoreProduct } from './words.ts';

export type Asked = { q?: string; family?: string };

/** What the reseller can sell, at list price and at its own. */
export default function StorePage() {
  const { t } = useLingui();
  const asked = useSearch({ strict: false }) as Asked;
  const navigate = useNavigate();
  const ask = (next: Asked) =>
    void navigate({ to: '.', search: { ...asked, ...next } as never, replace: true, resetScroll: false });
  return (
    <Page title={t`Store`} description={<YourTerms />} width="wide">
      <StoreFilters asked={asked} ask={ask} />
      <Products asked={asked} onClear={() => ask({ q: undefined, family: undefined })} />
      <CartBar />
    </Page>
  );
}

/** On which plan these prices are. */
function YourTerms() {
  const { text } = useFormat();
  const { preferences } = useBillingWords();
  const { data } = $api.useQuery('get', '/v1/program/reseller', {}, { staleTime: 300_000 });
  if (!data) return <Trans>Everything you can sell, at your own price.</Trans>;
  const plan = data.bundle_plan ? text(data.bundle_plan.name) : null;
  const preference = preferences[data.billing_preference];
  if (!plan) return <Trans>Everything you can sell, at list price ({preference}).</Trans>;
  return (
    <Trans>
      Everything you can sell, at your own price: the {plan} plan, {preference}.
    </Trans>
  );
}

function Products({ asked, onClear }: { asked: Asked; onClear: () => void }) {
  const list = useStore(asked);
  const products = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.error && products.length === 0)
    return (
      <ErrorState title={<Trans>The store could not be read</Trans>} onRetry={() => void list.refetch()}>
        {sentenceOf(list.error)}
      </ErrorState>
    );
  if (list.isPending) return <CardsPending />;
  if (products.length === 0) return <NothingFound onClear={onClear} />;
  return (
    <div className={list.isPlaceholderData ? 'opacity-55 transition-opacity' : undefined}>
      <Grid products={products} />
      {list.hasNextPage && (
        <div className="mt-6 flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            <Trans>Show more products</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

function useStore({ q, family }: Asked) {
  const query = { limit: 60, ...(q && { q }), ...(family && { family_id: family }) };
  return $api.useInfiniteQuery(
    'get',
    '/v1/orders/store',
    { params: { query } },
    {
      pageParamName: 'cursor',
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next_cursor ?? undefined,
      placeholderData: keepPreviousData,
    },
  );
}

const grid = 'grid gap-4 sm:grid-cols-2 xl:grid-cols-3';

function Grid({ products }: { products: readonly StoreProduct[] }) {
  const { t } = useLingui();
  return (
    <ul aria-label={t`Products`} className={grid}>
      {products.map((product) => (
        <li key={product.id} className="flex">
          <Suspense>
            <ProductCard product={product} />
          </Suspense>
        </li>
      ))}
    </ul>
  );
}

function CardsPending() {
  return (
    <div className={grid} aria-hidden="true">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
        <div key={key} className="h-52 rounded-xl border border-line bg-surface p-5 shadow-low">
          <Skeleton className="h-5 w-40" />
          <Skeleton className="mt-3 h-3.5 w-full" />
          <Skeleton className="mt-2 h-3.5 w-2/3" />
          <Skeleton className="mt-14 h-6 w-28" />
        </div>
      ))}
    </div>
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <Empty
      icon={Store}
      title={<Trans>Nothing matches</Trans>}
      action={
        <Button onClick={onClear}>
          <Trans>Show everything</Trans>
        </Button>
      }
    >
      <Trans>Try fewer letters or another family.</Trans>
    </Empty>
  );
}
