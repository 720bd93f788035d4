import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { $api, type Answer, api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { answered } from '../answered.ts';

export type Application = Answer<'/v1/program/applications/mine'>;
export type Move = Application['history'][number];

const { queryKey } = $api.queryOptions('get', '/v1/program/applications/mine');

/** The signed-in organization's application; null if it has none, or the person is not the one to see it. */
export function useApplication(): Application | null {
  return useSuspenseQuery({ queryKey, queryFn: readApplication }).data;
}

async function readApplication(): Promise<Application | null> {
  try {
    return await answered(api.GET('/v1/program/applications/mine'));
  } catch (error) {
    if (error instanceof Problem && [403, 404].includes(error.status)) return null;
    throw error;
  }
}

/** Puts the application that a write answered in place of the one on show. */
export function useKeepApplication(): (application: Application) => void {
  const client = useQueryClient();
  return (application) => client.setQueryData(queryKey, application);
}

/** The last step of a kind in its history. */
export function lastMove({ history }: Application, move: Move['move']): Move | undefined {
  return history.filter((step) => step.move === move).sort((one, other) => other.seq - one.seq)[0];
}
