import { useQueries } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

/** So many ids go into one address. */
const AT_ONCE = 100;

/** What customers are called, by their ids: however many there are, only they are asked for. */
export function useCustomerNames(ids: readonly string[]): (id: string) => string {
  const wanted = [...new Set(ids)].sort();
  const parts = Array.from({ length: Math.ceil(wanted.length / AT_ONCE) }, (_, i) =>
    wanted.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  const names = useQueries({
    queries: parts.map((part) => ({
      queryKey: ['customers by id', part],
      queryFn: async () => {
        const query = { limit: AT_ONCE, ids: part.join(',') };
        return (await api.GET('/v1/orders/customers', { params: { query } })).data?.items ?? [];
      },
    })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => (data ?? []).map(({ id, name }) => [id, name] as const))),
  });
  return (id) => names.get(id) ?? '…';
}
