import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ChevronRight } from './icons.ts';
import { Link } from './Link.tsx';

export type Crumb = { label: ReactNode; to?: string };

/** Where this page stands: the way up, and itself last. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`Breadcrumbs`} className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-base">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li key={crumb.to ?? index} className="flex min-w-0 items-center gap-1 max-sm:not-last:hidden">
              {crumb.to && !last ? (
                <Link plain to={crumb.to} className="truncate rounded-sm px-1 text-muted hover:text-ink">
                  {crumb.label}
                </Link>
              ) : (
                // A name too long is cut at its own end, not at the page's.
                <bdi aria-current={last ? 'page' : undefined} className="truncate px-1 font-medium">
                  {crumb.label}
                </bdi>
              )}
              {!last && <ChevronRight className="mirror size-3.5 shrink-0 text-faint" aria-hidden />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
