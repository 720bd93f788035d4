import { useLingui } from '@lingui/react/macro';
import { Building2, Languages, LogOut, Monitor, Moon, Sun } from '../ui/icons.ts';
import type { PaletteItem } from './navigation.ts';
import { chooseLanguage, chooseTheme } from './preferences.ts';
import { toastProblem } from './problems.ts';
import { actFor, signOut, useSession } from './session.ts';

/** What can be done from anywhere: language, theme, another organization, the way out. */
export function useGlobalActions(): PaletteItem[] {
  const { t } = useLingui();
  const { organization, organizations } = useSession();
  const others = organizations.filter(({ id }) => id !== organization.id);
  return [
    { id: 'en', label: 'English', icon: Languages, run: () => void chooseLanguage('en') },
    { id: 'ar', label: 'العربية', icon: Languages, run: () => void chooseLanguage('ar') },
    { id: 'light', label: t`Light theme`, icon: Sun, run: () => chooseTheme('light') },
    { id: 'dark', label: t`Dark theme`, icon: Moon, run: () => chooseTheme('dark') },
    { id: 'system', label: t`Theme as the system`, icon: Monitor, run: () => chooseTheme('system') },
    ...others.map((other) => ({
      id: other.id,
      label: t`Act for ${other.name}`,
      icon: Building2,
      run: () => void actFor(other).catch(toastProblem),
    })),
    { id: 'sign-out', label: t`Sign out`, icon: LogOut, run: () => void signOut().catch(toastProblem) },
  ];
}
