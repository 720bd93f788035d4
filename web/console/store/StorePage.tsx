import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { useBillingWords } from '../../kit/billing/words.ts';
import { Page } from '../../kit/Page.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Store } from '../../ui/icons.ts';
import { Empty, ErrorState, Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { CartBar } from './CartBar.tsx';
import { ProductGrid, productGrid, Shelves } from './Shelves.tsx';
import { FamilyChoice, SaleChoice, StoreSearch } from './StoreFilters.tsx';
import { editionsFirst, type Shelf } from './words.ts';

export type Asked = { q?: string; family?: string; kind?: string; segment?: string; country?: string };

/** What the reseller can sell, at list price and at its own. */
export default function StorePage() {
  const { t } = useLingui();
  const asked = useSearch({ strict: false }) as Asked;
  const navigate = useNavigate();
  const ask = (next: Asked) =>
    void navigate({ to: '.', search: { ...asked, ...next } as never, replace: true, resetScroll: false });
  return (
    <Page
      title={t`Store`}
      description={<YourTerms />}
      width="wide"
      actions={<StoreSearch asked={asked} ask={ask} />}
    >
      <FamilyChoice asked={asked} ask={ask} />
      <SaleChoice asked={asked} ask={ask} />
      <Products asked={asked} ask={ask} />
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

function Products({ asked, ask }: { asked: Asked; ask: (next: Asked) => void }) {
  const list = useStore(asked);
  const products = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.error && products.length === 0)
    return (
      <ErrorState title={<Trans>The store could not be read</Trans>} onRetry={() => void list.refetch()}>
        {sentenceOf(list.error)}
      </ErrorState>
    );
  if (list.isPending) return <CardsPending />;
  if (products.length === 0)
    return (
      <NothingFound
        onClear={() =>
          ask({ q: undefined, family: undefined, kind: undefined, segment: undefined, country: undefined })
        }
      />
    );
  const narrowed = Object.values(asked).some(Boolean);
  return (
    <div className={cx('flex flex-col gap-8 transition-opacity', list.isPlaceholderData && 'opacity-55')}>
      {narrowed ? (
        <ProductGrid products={editionsFirst(products)} />
      ) : (
        <Shelves products={products} ask={ask} />
      )}
      {list.hasNextPage && (
        <Button
          className="self-center"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          <Trans>Show more products</Trans>
        </Button>
      )}
    </div>
  );
}

function useStore({ q, family, kind, segment, country }: Asked) {
  const shelf = { q, family_id: family, kind, segment, country };
  const chosen = Object.fromEntries(Object.entries(shelf).filter(([, value]) => value));
  const query = { limit: 200, ...(chosen as Shelf) };
  return $api.useInfiniteQuery(
    'get',
    '/v1/orders/store',
    { params: { query } },
    {
      pageParamName: 'cursor',
      // Not undefined: the hook would make a zero of it.
      initialPageParam: '',
      getNextPageParam: (last) => last.next_cursor ?? undefined,
      placeholderData: keepPreviousData,
      staleTime: 60_000,
    },
  );
}

function CardsPending() {
  return (
    <div className={productGrid} aria-hidden="true">
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
