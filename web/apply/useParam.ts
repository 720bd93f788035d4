import { useLocation } from '@tanstack/react-router';

/**
 * One parameter of the page's query, as it was written, or an empty string. Tokens are read by this: the router's own
 * reading takes what looks like JSON for a number.
 */
export function useParam(name: string): string {
  return useLocation({
    select: ({ searchStr }) => new URLSearchParams(searchStr).get(name) ?? '',
  });
}
