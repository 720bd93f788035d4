import { $api } from '../../api/client.ts';

/** What the month end would bill if it were today; `limit`: so many of its lines at most. */
export function useNextInvoice(limit: number) {
  return $api.useQuery('get', '/v1/billing/preview', { params: { query: { limit } } }, { staleTime: 60_000 });
}
