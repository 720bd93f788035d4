import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { LanguageSwitch } from '../../kit/LanguageSwitch.tsx';
import { paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';
import { visitorQuery } from '../visitor.ts';
import { ThemeSwitch } from './ThemeSwitch.tsx';

const link = 'rounded-sm hover:text-ink hover:underline';

/** The foot of every public page: the terms, the ways in, language and theme. */
export function Footer() {
  const { data: visitor } = useQuery(visitorQuery);
  return (
    <footer className="mt-auto border-t border-line px-4 py-3 text-sm text-muted sm:px-8">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <nav className="flex flex-wrap items-center gap-x-5 gap-y-1">
          <Link plain to={paths.terms} className={link}>
            <Trans>Terms and Conditions</Trans>
          </Link>
          {!visitor && (
            <>
              <Link plain to={paths.apply} className={link}>
                <Trans>Become a reseller</Trans>
              </Link>
              <Link plain to={paths.signIn} className={link}>
                <Trans>Sign in</Trans>
              </Link>
            </>
          )}
        </nav>
        <div className="flex items-center gap-2">
          <LanguageSwitch className="text-sm" />
          <ThemeSwitch />
        </div>
      </div>
    </footer>
  );
}
