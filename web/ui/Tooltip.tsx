import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';

/** A few words more about a control, on hover and focus. Never the only place something is said. */
export function Tooltip({
  hint,
  children,
  side = 'top',
}: {
  hint: ReactNode;
  children: ReactElement;
  side?: 'top' | 'bottom' | 'inline-end';
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={350} />
      <Base.Portal>
        <Base.Positioner sideOffset={7} side={side} className="z-50">
          <Base.Popup className="max-w-72 origin-(--transform-origin) rounded-md bg-ink px-2.5 py-1.5 text-sm text-canvas shadow-mid transition-opacity duration-100 data-starting-style:opacity-0 data-ending-style:opacity-0">
            {hint}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
