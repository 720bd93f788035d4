import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from '@tanstack/react-router';
import { useRef } from 'react';
import { Badge } from '../ui/Badge.tsx';
import { Breadcrumbs, type Crumb } from '../ui/Breadcrumbs.tsx';
import { IconButton } from '../ui/Button.tsx';
import { MenuIcon, X } from '../ui/icons.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { newsState } from './live/news.ts';
import { PersonSwitch } from './menus.tsx';
import { sectionOf, useFace } from './navigation.ts';
import { pageTitle } from './Page.tsx';
import { SidebarBody } from './Sidebar.tsx';
import { useSession } from './session.ts';
import { useStore } from './store.ts';

/** Above every page: where it stands, the language, the person. */
export function TopBar() {
  const { t } = useLingui();
  const { demo } = useSession();
  return (
    <header className="sticky top-(--banner) z-30 flex h-14 items-center gap-2 border-b border-line bg-canvas/90 px-3 backdrop-blur-md sm:px-6">
      <PhoneNavigation />
      <div className="min-w-0 grow">
        <Breadcrumbs crumbs={useCrumbs()} />
      </div>
      <Offline />
      {demo && (
        <span className="max-sm:hidden">
          <Badge tone="warn">{t`Demo`}</Badge>
        </span>
      )}
      <LanguageSwitch />
      <PersonSwitch />
    </header>
  );
}

/** Said only when the news has stayed away for some seconds: a stream that is renewed is nobody's concern. */
function Offline() {
  const state = useStore(newsState);
  if (state !== 'waiting') return null;
  return (
    <span role="status" className="animate-appear [animation-delay:5s] [animation-fill-mode:backwards]">
      <Badge dot tone="warn">
        <Trans>Reconnecting…</Trans>
      </Badge>
    </span>
  );
}

function useCrumbs(): Crumb[] {
  const { i18n } = useLingui();
  const face = useFace();
  const { pathname } = useLocation();
  const title = useStore(pageTitle);
  const section = sectionOf(face, pathname);
  const crumbs: Crumb[] = [{ label: i18n._(face.name), to: face.home }];
  if (section && section.to !== face.home) crumbs.push({ label: i18n._(section.label), to: section.to });
  // A section's own page bears its name already.
  if (title && pathname !== section?.to) crumbs.push({ label: <bdi>{title}</bdi> });
  return crumbs;
}

/** On phones the navigation is a sheet behind a button. The browser's own dialog: focus stays in it at no cost. */
function PhoneNavigation() {
  const { t } = useLingui();
  const sheet = useRef<HTMLDialogElement>(null);
  const close = () => sheet.current?.close();
  return (
    <div className="md:hidden">
      <IconButton icon={MenuIcon} label={t`Open the navigation`} onClick={() => sheet.current?.showModal()} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the sheet; by keyboard, Escape closes it */}
      <dialog
        ref={sheet}
        aria-label={t`Navigation`}
        onClick={(event) => event.target === sheet.current && close()}
        className="m-0 h-dvh max-h-none w-[min(19rem,86vw)] max-w-none border-e border-line bg-canvas text-ink shadow-high backdrop:bg-[oklch(0.2_0.02_65/0.36)] open:flex open:flex-col me-auto"
      >
        <div className="flex justify-end px-2.5 pt-2.5">
          <IconButton icon={X} label={t`Close the navigation`} onClick={close} />
        </div>
        <SidebarBody onGo={close} />
      </dialog>
    </div>
  );
}
