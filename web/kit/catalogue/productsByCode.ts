import { useQueries } from '@tanstack/react-query';
import { api, type Item } from '../../api/client.ts';

export type CatalogueProduct = Item<'/v1/catalog/products'>;

/** So many codes go into one address. */
const AT_ONCE = 50;
const FIVE_MINUTES = 300_000;

type Waiting = { code: string; settle: (found: Promise<CatalogueProduct | null>) => void };
let waiting: Waiting[] = [];

/** The products of these codes, their offers' codes or their offers' ids: however long the catalogue is, only they are asked for, together. */
export function useProductsByCode(codes: readonly string[]): CatalogueProduct[] {
  return useQueries({
    queries: [...new Set(codes)].map((code) => ({
      queryKey: ['product by code', code],
      queryFn: () => productOf(code),
      staleTime: FIVE_MINUTES,
    })),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
}

/** What is wanted in one breath is one question. */
function productOf(code: string): Promise<CatalogueProduct | null> {
  return new Promise((settle) => {
    if (waiting.length === 0) setTimeout(askForAll);
    waiting.push({ code, settle });
  });
}

function askForAll(): void {
  const all = waiting;
  waiting = [];
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const some = all.slice(i, i + AT_ONCE);
    const found = productsOf(some.map(({ code }) => code));
    for (const { code, settle } of some) settle(found.then((products) => products.find(isOf(code)) ?? null));
  }
}

async function productsOf(codes: readonly string[]): Promise<CatalogueProduct[]> {
  const query = { limit: 200, codes: codes.join(',') };
  const { data } = await api.GET('/v1/catalog/products', { params: { query } });
  return data?.items ?? [];
}

function isOf(wanted: string) {
  return ({ code, offers }: CatalogueProduct) =>
    code === wanted || offers.some((offer) => offer.code === wanted || offer.id === wanted);
}
