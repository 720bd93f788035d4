import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Link } from './Link.tsx';
import { Spinner } from './Spinner.tsx';

type Look = {
  /** `primary` once per view; `secondary` for the rest; `quiet` inside rows and bars; `danger` for what can't be undone. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'sm' | 'md' | 'lg';
  /** Drawn before the label. */
  icon?: LucideIcon;
};

type ButtonProps = Look &
  Omit<ComponentProps<'button'>, 'disabled'> & {
    /** Work is under way: the button keeps its width, shows a ring and takes no second press. */
    busy?: boolean;
    /** `true`, or the sentence (from the answer's `can`) that says why not; it is shown as the button's title. */
    disabled?: boolean | string;
  };

const looks = {
  primary:
    'bg-accent text-on-accent shadow-low hover:bg-accent-hover inset-shadow-[0_1px_0_oklch(1_0_0/0.12)] disabled:bg-pressed disabled:text-faint disabled:shadow-none',
  secondary:
    'border border-line-strong/80 bg-surface text-ink shadow-low hover:bg-sunken hover:border-line-strong disabled:bg-sunken disabled:text-faint disabled:shadow-none',
  quiet:
    'text-muted hover:bg-hover hover:text-ink active:bg-pressed disabled:text-faint disabled:bg-transparent',
  danger:
    'bg-bad-solid text-on-bad shadow-low hover:bg-bad-hover disabled:bg-pressed disabled:text-faint disabled:shadow-none',
};

const sizes = {
  sm: 'h-8 gap-1.5 px-2.5 text-sm',
  md: 'h-9 gap-2 px-3.5 text-base',
  lg: 'h-11 gap-2 px-5 text-lg',
};

/** The look of a button, for a link that is drawn as one. */
export function buttonClass({ variant = 'secondary', size = 'md' }: Look, className?: string): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors duration-100 disabled:cursor-not-allowed',
    looks[variant],
    sizes[size],
    className,
  );
}

/** A press that does something here. For a press that goes somewhere, `ButtonLink`. */
export function Button({
  variant,
  size,
  icon: Icon,
  busy,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  const reason = typeof disabled === 'string' ? disabled : undefined;
  return (
    <button
      type="button"
      {...rest}
      title={reason ?? rest.title}
      disabled={busy || Boolean(disabled)}
      aria-busy={busy || undefined}
      className={buttonClass({ variant, size }, className)}
    >
      {busy ? <Spinner /> : Icon && <Icon className="-ms-0.5 size-4" strokeWidth={1.75} aria-hidden />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  variant,
  size,
  icon: Icon,
  className,
  children,
  ...rest
}: Look & { to: string; className?: string; children: ReactNode }) {
  return (
    <Link {...rest} plain className={buttonClass({ variant, size }, className)}>
      {Icon && <Icon className="-ms-0.5 size-4" strokeWidth={1.75} aria-hidden />}
      {children}
    </Link>
  );
}

/** A button of one icon; `label` is its name for screen readers and its hint on hover. */
export function IconButton({
  label,
  icon: Icon,
  size = 'md',
  className,
  ...rest
}: { label: string; icon: LucideIcon; size?: 'sm' | 'md' } & Omit<ComponentProps<'button'>, 'aria-label'>) {
  return (
    <button
      type="button"
      title={label}
      {...rest}
      aria-label={label}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink active:bg-pressed disabled:cursor-not-allowed disabled:text-faint disabled:opacity-60',
        size === 'sm' ? 'size-7' : 'size-9',
        className,
      )}
    >
      <Icon className="size-4" strokeWidth={1.75} aria-hidden />
    </button>
  );
}
