import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import { useFace } from '../../kit/navigation.ts';
import { Footer } from './Footer.tsx';

let first = true;

type PublicPageProps = {
  title: string;
  /** Without the foot, which leads into the program: for pages of a reseller's own customers. */
  bare?: boolean;
  children: ReactNode;
};

/** What every public page is wrapped in: its name in the browser's tab, and the foot. */
export function PublicPage({ title, bare, children }: PublicPageProps) {
  const { i18n } = useLingui();
  const faceName = i18n._(useFace().name);
  useEffect(() => {
    document.title = `${title} · ${faceName}`;
  }, [title, faceName]);
  useEffect(() => {
    // After a link inside the face focus moves to the new page, as a full load would move it.
    if (!first) document.getElementById('main')?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <>
      <div className="flex grow flex-col">{children}</div>
      {!bare && <Footer />}
    </>
  );
}
