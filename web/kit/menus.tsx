import { useLingui } from '@lingui/react/macro';
import { type ComponentProps, lazy, type ReactElement, Suspense } from 'react';
import { Avatar } from '../ui/Avatar.tsx';
import { cx } from '../ui/cx.ts';
import { ChevronsUpDown } from '../ui/icons.ts';
import { useSession } from './session.ts';

// Menus bring the positioning library; the shell is drawn before it, so the buttons stand alone for a moment.
const OrganizationMenu = lazy(() => import('./OrganizationMenu.tsx'));
const PersonMenu = lazy(() => import('./PersonMenu.tsx'));

/** The organization acted for; opens the list of the person's others, if there are any. */
export function OrganizationSwitch({ folded }: { folded: boolean }) {
  const { organization, organizations } = useSession();
  const button = (
    <OrganizationButton folded={folded} name={organization.name} alone={organizations.length < 2} />
  );
  if (organizations.length < 2) return button;
  return whenLoaded(button, <OrganizationMenu trigger={button} />);
}

/** The signed-in person; opens their settings, the theme, and the way out. */
export function PersonSwitch() {
  const button = <PersonButton />;
  return whenLoaded(button, <PersonMenu trigger={button} />);
}

function whenLoaded(button: ReactElement, menu: ReactElement): ReactElement {
  return <Suspense fallback={button}>{menu}</Suspense>;
}

type OrganizationButtonProps = ComponentProps<'button'> & { folded: boolean; name: string; alone: boolean };

function OrganizationButton({ folded, name, alone, className, ...rest }: OrganizationButtonProps) {
  const { t } = useLingui();
  const look = 'flex h-10 w-full min-w-0 items-center gap-2.5 overflow-hidden rounded-md px-1 text-start';
  const content = (
    <>
      <Avatar square name={name} />
      <bdi className={cx('min-w-0 grow truncate font-semibold', folded && 'sr-only')}>{name}</bdi>
    </>
  );
  if (alone) return <div className={look}>{content}</div>;
  return (
    <button type="button" {...rest} className={cx(look, 'hover:bg-hover', className)}>
      <span className="sr-only">{t`Organization:`}</span>
      {content}
      {!folded && <ChevronsUpDown className="me-1 size-3.5 shrink-0 text-faint" aria-hidden />}
    </button>
  );
}

function PersonButton(props: ComponentProps<'button'>) {
  const { t } = useLingui();
  const { name } = useSession().person;
  return (
    <button
      type="button"
      {...props}
      className="flex size-9 items-center justify-center rounded-full hover:bg-hover"
    >
      <span className="sr-only">{t`Your account: ${name}`}</span>
      <Avatar name={name} />
    </button>
  );
}
