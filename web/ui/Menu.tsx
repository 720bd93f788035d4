import { Menu as Base } from '@base-ui/react/menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Check } from './icons.ts';
import { popup, popupItem } from './popup.ts';

type Side = { align?: 'start' | 'center' | 'end'; side?: 'top' | 'bottom' };

/**
 * Actions behind a button: `<Menu trigger={<IconButton …/>}><MenuItem …/></Menu>`.
 * `trigger` must be one element that takes a ref and button props.
 */
export function Menu({
  trigger,
  children,
  align = 'end',
  side = 'bottom',
  className,
}: { trigger: ReactElement; children: ReactNode; className?: string } & Side) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          sideOffset={6}
          align={align}
          side={side}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            className={cx(
              popup,
              'max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto p-1',
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = {
  icon?: LucideIcon;
  children: ReactNode;
  onClick?: () => void;
  /** What can't be undone. */
  danger?: boolean;
  /** `true`, or the sentence (from the answer's `can`) that says why not, shown under the label. */
  disabled?: boolean | string;
  /** A quieter second line. */
  note?: ReactNode;
};

/** One action. */
export function MenuItem({ icon: Icon, children, onClick, danger, disabled, note }: ItemProps) {
  const second = typeof disabled === 'string' ? disabled : note;
  return (
    <Base.Item onClick={onClick} disabled={Boolean(disabled)} className={cx(popupItem, danger && 'text-bad')}>
      {Icon && (
        <Icon className={cx('size-4 shrink-0', !danger && 'text-muted')} strokeWidth={1.75} aria-hidden />
      )}
      <span className="min-w-0 grow">
        <span className="block truncate">{children}</span>
        {second && <span className="block text-sm text-muted">{second}</span>}
      </span>
    </Base.Item>
  );
}

/** One action that goes somewhere; `link` is a `<Link plain>` or `<a>`, its children the label. */
export function MenuLink({
  icon: Icon,
  link,
  children,
}: {
  icon?: LucideIcon;
  link: ReactElement;
  children: ReactNode;
}) {
  return (
    <Base.LinkItem render={link} closeOnClick className={popupItem}>
      {Icon && <Icon className="size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />}
      <span className="min-w-0 grow truncate">{children}</span>
    </Base.LinkItem>
  );
}

/** One of several settings, the present one ticked. */
export function MenuChoices<Value extends string>(props: {
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: ReactNode; icon?: LucideIcon; note?: ReactNode }[];
}) {
  return (
    <Base.RadioGroup value={props.value} onValueChange={(next) => props.onValueChange(next as Value)}>
      {props.options.map(({ value, label, icon: Icon, note }) => (
        <Base.RadioItem key={value} value={value} closeOnClick className={popupItem}>
          {Icon && <Icon className="size-4 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />}
          <span className="min-w-0 grow">
            <span className="block truncate">{label}</span>
            {note && <span className="block text-sm text-muted">{note}</span>}
          </span>
          <Tick />
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

/** A setting in a menu that stays open while several are turned. */
export function MenuCheck(props: {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Base.CheckboxItem
      checked={props.checked}
      onCheckedChange={(next) => props.onCheckedChange(next)}
      closeOnClick={false}
      className={popupItem}
    >
      <span className="min-w-0 grow truncate">{props.children}</span>
      <Base.CheckboxItemIndicator className="text-accent-text">
        <Check className="size-4" aria-hidden />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}

function Tick() {
  return (
    <Base.RadioItemIndicator className="text-accent-text">
      <Check className="size-4" aria-hidden />
    </Base.RadioItemIndicator>
  );
}

/** A heading over some of a menu's lines. */
export function MenuGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-faint">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

/** A hairline between groups. */
export function MenuLine() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}
