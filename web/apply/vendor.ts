import { $api } from '../api/client.ts';

/** Whose program this is, and whether it is the demo; asked for once. */
export function useVendor() {
  return $api.useSuspenseQuery('get', '/v1/program/vendor', {}, { staleTime: Number.POSITIVE_INFINITY }).data;
}
