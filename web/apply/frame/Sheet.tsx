import type { ReactNode } from 'react';
import { DuneLine } from '../../ui/states.tsx';
import { PublicPage } from './PublicPage.tsx';

type SheetProps = {
  title: string;
  /** A sentence under the heading. */
  description?: ReactNode;
  /** Below the sheet: the other ways. */
  after?: ReactNode;
  /** A second sheet beside the first, on wide screens. */
  aside?: ReactNode;
  children: ReactNode;
};

/** A small public page: one sheet in the middle, with one thing to do on it. */
export function Sheet({ title, description, after, aside, children }: SheetProps) {
  return (
    <PublicPage title={title}>
      <div className="mx-auto flex w-full max-w-5xl grow flex-wrap items-start justify-center gap-x-10 gap-y-10 px-4 py-8 sm:px-8 sm:py-14">
        <div className="w-full max-w-104">
          <DuneLine className="mb-5 h-8 w-40 text-line-strong" />
          <h1 className="text-2xl">{title}</h1>
          {description && <p className="mt-2 text-muted">{description}</p>}
          <div className="mt-6 flex flex-col gap-5">{children}</div>
          {after && <div className="mt-6 text-muted">{after}</div>}
        </div>
        {aside && <div className="w-full max-w-104">{aside}</div>}
      </div>
    </PublicPage>
  );
}
