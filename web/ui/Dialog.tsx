import { Dialog as Base } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { X } from './icons.ts';

type PanelProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One or two sentences under the title, read out with it. */
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. They stay in sight while the body scrolls. */
  actions?: ReactNode;
  /** `sm` 26 rem (a question), `md` 34 rem (a short form), `lg` 48 rem. */
  size?: 'sm' | 'md' | 'lg';
};

const backdrop =
  'fixed inset-0 z-40 bg-[oklch(0.2_0.02_65/0.36)] transition-opacity duration-150 data-starting-style:opacity-0 data-ending-style:opacity-0 supports-[-webkit-touch-callout:none]:absolute';

const widths = { sm: 'sm:max-w-104', md: 'sm:max-w-136', lg: 'sm:max-w-192' };

/** A question or a short form over the page. On phones it rises from the bottom edge. */
export function Dialog({ open, onOpenChange, size = 'md', ...panel }: PanelProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Viewport className="fixed inset-0 z-50 flex items-end justify-center sm:items-start sm:p-6 sm:pt-[12dvh]">
          <Base.Popup
            className={cx(
              'flex max-h-[88dvh] w-full flex-col rounded-t-xl border border-line bg-raised shadow-high outline-none transition-[opacity,translate,scale] duration-180 ease-calm data-starting-style:opacity-0 data-ending-style:opacity-0 max-sm:data-starting-style:translate-y-8 sm:max-h-[76dvh] sm:rounded-xl sm:data-starting-style:scale-[0.98]',
              widths[size],
            )}
          >
            <PanelBody {...panel} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** A sheet at the page's end edge: details of a row, a longer form, with the list still in sight. */
export function Drawer({ open, onOpenChange, size = 'md', ...panel }: PanelProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={backdrop} />
        <Base.Popup
          className={cx(
            'fixed inset-y-0 end-0 z-50 flex w-full flex-col border-s border-line bg-raised shadow-high outline-none transition-[opacity,translate] duration-200 ease-calm data-starting-style:opacity-0 data-ending-style:opacity-0 data-starting-style:translate-x-6 rtl:data-starting-style:-translate-x-6',
            widths[size],
          )}
        >
          <PanelBody {...panel} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function PanelBody({
  title,
  description,
  children,
  actions,
}: Omit<PanelProps, 'open' | 'onOpenChange' | 'size'>) {
  const { t } = useLingui();
  return (
    <>
      <div className="flex items-start justify-between gap-4 px-6 pt-5 pb-4">
        <div className="min-w-0">
          <Base.Title className="text-lg font-semibold">{title}</Base.Title>
          {description && <Base.Description className="mt-1 text-muted">{description}</Base.Description>}
        </div>
        <Base.Close
          aria-label={t`Close`}
          className="-me-2 -mt-1 flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </Base.Close>
      </div>
      {children && (
        // A body that scrolls must be reachable by keyboard even when nothing in it can be focused.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <div tabIndex={0} className="min-h-0 grow overflow-y-auto px-6 pb-6 outline-none">
          {children}
        </div>
      )}
      {actions && (
        <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-6 py-4 max-sm:*:grow">
          {actions}
        </footer>
      )}
    </>
  );
}
