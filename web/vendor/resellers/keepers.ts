import { $api, type Answer } from '../../api/client.ts';

export type Keepers = Answer<'/v1/program/keepers'>;

/** Who can look after a reseller; undefined until it is known. */
export function useKeepers(): Keepers | undefined {
  return $api.useQuery('get', '/v1/program/keepers').data;
}
