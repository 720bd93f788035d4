import { Trans, useLingui } from '@lingui/react/macro';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { OutLink } from '../ui/Link.tsx';
import { useNewsStream } from './live/news.ts';
import { useFace } from './navigation.ts';
import { paletteOpen } from './palette.ts';
import { Sidebar } from './Sidebar.tsx';
import { SkipLink } from './SkipLink.tsx';
import { useSession } from './session.ts';
import { useStore } from './store.ts';
import { TopBar } from './TopBar.tsx';

const Palette = lazy(() => import('./Palette.tsx'));

/** What stands around every page of a face that people sign in to. `banner`: a strip of `--banner` height above it all. */
export function Shell({ banner }: { banner?: ReactNode }) {
  useShortcuts();
  useNewsStream();
  const main = useFocusOnNavigation();
  const searching = useStore(paletteOpen);
  return (
    <>
      <SkipLink />
      {banner}
      <div className="flex min-h-[calc(100dvh-var(--banner))]">
        <Sidebar />
        <div className="flex min-w-0 grow flex-col">
          <TopBar />
          <main id="main" ref={main} tabIndex={-1} className="grow">
            <Outlet />
          </main>
          <Footer />
        </div>
        {searching && (
          <Suspense>
            <Palette />
          </Suspense>
        )}
      </div>
    </>
  );
}

function Footer() {
  const { i18n } = useLingui();
  const { terms } = useFace();
  const { organization, seller } = useSession();
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-t border-line px-4 py-4 text-sm text-muted sm:px-8">
      <span>{seller && organization.kind === 'customer' ? <bdi>{seller.name}</bdi> : 'Caravan'}</span>
      {terms && (
        <OutLink
          plain
          download
          href={`${terms}?language=${i18n.locale}`}
          className="rounded-sm hover:text-ink hover:underline"
        >
          <Trans>Terms and Conditions</Trans>
        </OutLink>
      )}
    </footer>
  );
}

/** After a link inside the face, focus moves to the new page, as a full load would move it. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current !== pathname) main.current?.focus({ preventScroll: true });
    previous.current = pathname;
  }, [pathname]);
  return main;
}

/** Ctrl/⌘ K opens the palette anywhere; G and a letter go to a section while nothing is being typed. */
function useShortcuts(): void {
  const face = useFace();
  const navigate = useNavigate();
  useEffect(() => {
    let afterG = 0;
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        paletteOpen.set(!paletteOpen.get());
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const items = face.navigation.flatMap((group) => group.items);
      const going = event.timeStamp - afterG < 1200 && items.find((item) => item.key === event.key);
      afterG = event.key === 'g' ? event.timeStamp : 0;
      if (going) void navigate({ to: going.to });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [face, navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [role="menu"], dialog[open]') !== null
  );
}
