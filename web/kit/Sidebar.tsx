import { useLingui } from '@lingui/react/macro';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { IconButton } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { PanelLeft, Search } from '../ui/icons.ts';
import { Link } from '../ui/Link.tsx';
import { OrganizationSwitch } from './menus.tsx';
import { type NavGroup, type NavItem, sectionOf, useFace } from './navigation.ts';
import { paletteOpen } from './palette.ts';
import { recall, remember } from './preferences.ts';
import { useSession } from './session.ts';

const FOLDED = 'caravan.sidebar';

/** The navigation at the page's start; folds to its icons and stays folded on this browser. */
export function Sidebar() {
  const { t } = useLingui();
  const [folded, setFolded] = useState(() => recall(FOLDED) === 'folded');
  const fold = () => {
    remember(FOLDED, folded ? 'open' : 'folded');
    setFolded(!folded);
  };
  return (
    <aside
      className={cx(
        'sticky top-(--banner) hidden h-[calc(100dvh-var(--banner))] shrink-0 flex-col border-e border-line transition-[width] duration-200 ease-calm md:flex',
        folded ? 'w-15' : 'w-60',
      )}
    >
      <SidebarBody folded={folded} />
      <div className="border-t border-line p-2.5">
        <IconButton
          icon={PanelLeft}
          label={folded ? t`Unfold the navigation` : t`Fold the navigation`}
          aria-expanded={!folded}
          onClick={fold}
          className="[&>svg]:mirror"
        />
      </div>
    </aside>
  );
}

/** The switch of organization, the way into the palette, and the navigation. */
export function SidebarBody({ folded = false, onGo }: { folded?: boolean; onGo?: () => void }) {
  return (
    <>
      <div className="p-2.5 pb-1.5">
        <OrganizationSwitch folded={folded} />
        <SearchButton folded={folded} onPress={onGo} />
      </div>
      <Navigation folded={folded} onGo={onGo} />
    </>
  );
}

function SearchButton({ folded, onPress }: { folded: boolean; onPress?: (() => void) | undefined }) {
  const { t } = useLingui();
  const open = () => {
    onPress?.();
    paletteOpen.set(true);
  };
  return (
    <button
      type="button"
      onClick={open}
      aria-label={folded ? t`Search` : undefined}
      aria-keyshortcuts="Control+K Meta+K"
      className="mt-2 flex h-9 w-full items-center gap-2.5 overflow-hidden rounded-md border border-line bg-surface px-2.5 text-muted shadow-low hover:border-line-strong hover:text-ink"
    >
      <Search className="size-4 shrink-0" strokeWidth={1.75} aria-hidden />
      {!folded && <span className="grow text-start">{t`Search`}</span>}
      {!folded && <ShortcutHint />}
    </button>
  );
}

function ShortcutHint() {
  const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <kbd
      dir="ltr"
      className="max-md:hidden rounded-sm border border-line bg-canvas px-1.5 font-sans text-xs text-muted"
    >
      {apple ? '⌘K' : 'Ctrl K'}
    </kbd>
  );
}

function Navigation({ folded, onGo }: { folded: boolean; onGo?: (() => void) | undefined }) {
  const { t } = useLingui();
  const face = useFace();
  const { can } = useSession();
  const visible = (item: NavItem) => !item.can || can[item.can] === true;
  return (
    <nav aria-label={t`Main`} className="min-h-0 grow overflow-y-auto overscroll-contain px-2.5 pt-1.5 pb-4">
      {face.navigation.map((group) => (
        <NavSection
          key={group.items[0]?.to}
          group={{ ...group, items: group.items.filter(visible) }}
          folded={folded}
          onGo={onGo}
        />
      ))}
    </nav>
  );
}

type SectionProps = { group: NavGroup; folded: boolean; onGo?: (() => void) | undefined };

function NavSection({ group, folded, onGo }: SectionProps) {
  const { i18n } = useLingui();
  if (group.items.length === 0) return null;
  return (
    <div className="not-first:mt-4">
      {group.label && (
        <h2 className={cx('px-2.5 pb-1.5 text-xs font-medium text-faint', folded && 'sr-only')}>
          {i18n._(group.label)}
        </h2>
      )}
      <ul className="flex flex-col gap-px">
        {group.items.map((item) => (
          <NavEntry key={item.to} item={item} folded={folded} onGo={onGo} />
        ))}
      </ul>
    </div>
  );
}

function NavEntry({ item, folded, onGo }: { item: NavItem } & Omit<SectionProps, 'group'>) {
  const { i18n } = useLingui();
  const here = sectionOf(useFace(), useLocation().pathname)?.to === item.to;
  const label = i18n._(item.label);
  return (
    <li>
      <Link
        plain
        to={item.to}
        onClick={onGo}
        title={folded ? label : undefined}
        aria-current={here ? 'page' : undefined}
        className={cx(
          'flex h-8.5 items-center gap-2.5 overflow-hidden rounded-md px-2.5 font-medium transition-colors duration-100 max-md:h-11',
          here ? 'bg-pressed text-ink' : 'text-muted hover:bg-hover hover:text-ink',
        )}
      >
        <item.icon
          className={cx('size-4 shrink-0', here && 'text-accent-text')}
          strokeWidth={1.75}
          aria-hidden
        />
        <span className={cx('truncate', folded && 'sr-only')}>{label}</span>
      </Link>
    </li>
  );
}
