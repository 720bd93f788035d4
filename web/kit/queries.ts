import { hashKey, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';
import { leaveIfSignedOut, signInUrl } from './leaving.ts';
import { toastProblem } from './problems.ts';
import { sessionQuery } from './session.ts';

const sessionHash = hashKey(sessionQuery.queryKey);

/** Marks a mutation whose refusals are shown by its own form: `useMutation({ meta: ownErrors })`. */
export const ownErrors = { ownErrors: true } as const;

/**
 * One query client for a face. After any write that worked, everything on show is read again, so no page keeps a list
 * of what its writes make stale. A write's refusal is shown as a toast unless its form shows it; a session that has
 * ended leads to sign-in and back.
 */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: 15_000, retry: worthRepeating, refetchOnWindowFocus: 'always' } },
    queryCache: new QueryCache({
      onError: (error) => void leaveIfSignedOut(error),
      onSuccess: (data, query) => {
        const ended = data === null && query.queryHash === sessionHash && query.state.dataUpdateCount > 1;
        if (ended) location.assign(signInUrl());
      },
    }),
    mutationCache: new MutationCache({
      onSuccess: () => client.invalidateQueries(),
      onError: (error, _variables, _context, mutation) => {
        if (leaveIfSignedOut(error)) return;
        if (!mutation.meta?.ownErrors) toastProblem(error);
      },
    }),
  });
  return client;
}

/** A refusal stays a refusal; only a lost connection or a server that fell over is worth one more try. */
function worthRepeating(failures: number, error: Error): boolean {
  return failures < 1 && !(error instanceof Problem && error.status < 500);
}
