import { useSuspenseQuery } from '@tanstack/react-query';
import { Problem } from '../../api/problem.ts';

/** What a letter's link leads to, read once; null for a link that was used, renewed or is too old. */
export function useLink<Opened>(token: string, read: (token: string) => Promise<Opened>): Opened | null {
  return useSuspenseQuery({
    queryKey: ['link', token],
    queryFn: () => read(token).catch(nullIfGone),
    staleTime: Number.POSITIVE_INFINITY,
    // The link is used up while its page is open: it must not turn into the page of a dead link then.
    refetchOnWindowFocus: false,
  }).data;
}

/** A token that is cut off in the letter's program is as good as none. */
function nullIfGone(error: unknown): null {
  if (error instanceof Problem && ['link_expired', 'invalid_field', 'not_found'].includes(error.code))
    return null;
  throw error;
}
