import { $api, type Answer } from '../../api/client.ts';
import { useSession } from '../../kit/session.ts';

export type Organization = Answer<'/v1/identity/organizations/{id}'>;

/** The organization acted for, with everything its keepers may change. */
export function useOwnOrganization(): Organization {
  const { organization } = useSession();
  const params = { path: { id: organization.id } };
  return $api.useSuspenseQuery('get', '/v1/identity/organizations/{id}', { params }).data;
}
