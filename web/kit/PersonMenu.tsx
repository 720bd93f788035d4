import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { type ReactElement, useState } from 'react';
import { LogOut, Monitor, Moon, Sun, User } from '../ui/icons.ts';
import { Link } from '../ui/Link.tsx';
import { Menu, MenuChoices, MenuGroup, MenuItem, MenuLine, MenuLink } from '../ui/Menu.tsx';
import { useFace } from './navigation.ts';
import { chooseTheme, currentTheme, type Theme } from './preferences.ts';
import { signOut, useSession } from './session.ts';

/** Who is signed in, the theme of this browser, and the way out. */
export default function PersonMenu({ trigger }: { trigger: ReactElement }) {
  const { t } = useLingui();
  const { person } = useSession();
  const { account } = useFace();
  const [theme, setTheme] = useState(currentTheme);
  const leave = useMutation({ mutationFn: signOut });
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <Menu trigger={trigger} className="min-w-60">
      <div className="px-2.5 pt-2 pb-2.5">
        <p className="truncate font-semibold">
          <bdi>{person.name}</bdi>
        </p>
        <p className="truncate text-sm text-muted">
          <bdi>{person.email}</bdi>
        </p>
      </div>
      <MenuLine />
      <MenuGroup label={t`Theme`}>
        <MenuChoices
          value={theme}
          onValueChange={choose}
          options={[
            { value: 'system', label: t`As the system`, icon: Monitor },
            { value: 'light', label: t`Light`, icon: Sun },
            { value: 'dark', label: t`Dark`, icon: Moon },
          ]}
        />
      </MenuGroup>
      <MenuLine />
      {account && (
        <MenuLink icon={User} link={<Link plain to={account} />}>
          {t`Your account`}
        </MenuLink>
      )}
      <MenuItem icon={LogOut} onClick={() => leave.mutate()}>
        {t`Sign out`}
      </MenuItem>
    </Menu>
  );
}
