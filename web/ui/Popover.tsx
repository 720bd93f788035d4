import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import { popup } from './popup.ts';

/**
 * More about something, over the page, on a press: how a price came about, what a figure is made of. `trigger` must be
 * one element that takes a ref and button props. For a choice of actions: `Menu`.
 */
export function Popover({
  trigger,
  title,
  children,
  align = 'end',
}: {
  trigger: ReactElement;
  title: ReactNode;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={8} align={align} collisionPadding={12} className="z-50 outline-none">
          <Base.Popup className={cx(popup, 'w-88 max-w-[calc(100vw-1.5rem)] p-4')}>
            <Base.Title className="text-base font-semibold">{title}</Base.Title>
            <div className="mt-2.5">{children}</div>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
