import { Outlet } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { OutLink } from '../ui/Link.tsx';
import { Mark } from '../ui/Mark.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { SkipLink } from './SkipLink.tsx';

/** Around the pages of people who are not signed in: the mark, the language, and quiet. */
export function PlainShell() {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex h-16 items-center justify-between px-4 sm:px-8">
        <OutLink
          plain
          href={paths.root}
          className="flex items-center gap-2.5 rounded-md text-lg font-semibold"
        >
          <Mark />
          Caravan
        </OutLink>
        <LanguageSwitch />
      </header>
      <main id="main" tabIndex={-1} className="flex grow flex-col">
        <Outlet />
      </main>
    </div>
  );
}
