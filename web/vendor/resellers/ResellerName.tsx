import { $api } from '../../api/client.ts';
import { Skeleton } from '../../ui/states.tsx';

/** A reseller's name by its id, where an answer carries the id alone. */
export function ResellerName({ id }: { id: string }) {
  const { data, error } = $api.useQuery('get', '/v1/program/resellers/{id}', { params: { path: { id } } });
  if (data) return <bdi>{data.name}</bdi>;
  return error ? <bdi>{id}</bdi> : <Skeleton className="h-3.5 w-32" />;
}
