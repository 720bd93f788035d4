import { useNavigate, useSearch } from '@tanstack/react-router';

/** The open tab of a page, kept in its address. Another tab begins without the search and filters of the last. */
export function useTab(first: string): [string, (tab: string) => void] {
  const { tab = first } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  const open = (next: string) =>
    void navigate({
      to: '.',
      search: (next === first ? {} : { tab: next }) as never,
      replace: true,
      resetScroll: false,
    });
  return [tab, open];
}
