import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import { cx } from '../ui/cx.ts';
import { useFace } from './navigation.ts';
import { makeStore } from './store.ts';

/** The open page's own name, for the last crumb; null on a page that is a navigation entry itself. */
export const pageTitle = makeStore<string | null>(null);

type PageProps = {
  /** Plain words: they are the heading, the browser tab's name and the last crumb. */
  title: string;
  description?: ReactNode;
  /** Beside the title: a state. */
  badge?: ReactNode;
  /** At the heading's end, the main one last. */
  actions?: ReactNode;
  /** `narrow` for forms and reading (44 rem), `wide` for tables (90 rem, the default is 72). */
  width?: 'narrow' | 'normal' | 'wide';
  children: ReactNode;
};

const widths = { narrow: 'max-w-176', normal: 'max-w-288', wide: 'max-w-360' };

/** What every page is wrapped in: its heading and the space around and between its parts. */
export function Page({ title, description, badge, actions, width = 'normal', children }: PageProps) {
  const { i18n } = useLingui();
  const face = useFace();
  const faceName = i18n._(face.name);
  useEffect(() => {
    document.title = `${title} · ${faceName}`;
    pageTitle.set(title);
    return () => pageTitle.set(null);
  }, [title, faceName]);
  return (
    <div className={cx('mx-auto w-full px-4 pt-6 pb-16 sm:px-8 sm:pt-8', widths[width])}>
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-2xl">
              <bdi>{title}</bdi>
            </h1>
            {badge}
          </div>
          {description && <p className="mt-1 max-w-prose text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className="flex flex-col gap-6">{children}</div>
    </div>
  );
}
