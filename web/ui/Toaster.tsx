import { Toast } from '@base-ui/react/toast';
import { useLingui } from '@lingui/react/macro';
import { cx } from './cx.ts';
import { CircleAlert, CircleCheck, Info, X } from './icons.ts';
import { type ToastData, toasts } from './toast.ts';

const icons = { good: CircleCheck, bad: CircleAlert, info: Info };
const colours = { good: 'text-good-solid', bad: 'text-bad', info: 'text-accent-text' };

/** Where toasts appear; stands once in each face (the kit's `startFace` sees to it). */
export default function Toaster() {
  return (
    <Toast.Provider toastManager={toasts} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-60 mx-auto w-auto sm:start-auto sm:end-6 sm:bottom-6 sm:w-90">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts: shown } = Toast.useToastManager<ToastData>();
  const { t } = useLingui();
  return shown.map((item) => {
    const tone = item.data?.tone ?? 'info';
    const Icon = icons[tone];
    return (
      <Toast.Root
        key={item.id}
        toast={item}
        className="absolute inset-x-0 bottom-0 rounded-lg border border-line bg-raised shadow-high transition-[translate,opacity,scale] duration-200 ease-calm [translate:0_calc(var(--toast-swipe-movement-y)-var(--toast-offset-y)-var(--toast-index)*8px)] data-starting-style:translate-y-4 data-starting-style:opacity-0 data-ending-style:opacity-0 data-limited:opacity-0"
      >
        <Toast.Content className="flex items-start gap-3 p-3.5">
          <Icon className={cx('mt-0.5 size-4.5 shrink-0', colours[tone])} strokeWidth={2} aria-hidden />
          <div className="min-w-0 grow">
            <Toast.Title className="text-base font-medium" />
            <Toast.Description className="mt-0.5 text-sm text-muted" />
          </div>
          <Toast.Action className="rounded-sm px-1 text-base font-medium text-accent-text hover:underline" />
          {/* The library hides it while the toasts are folded, though it can be focused then, too. */}
          <Toast.Close
            aria-label={t`Dismiss`}
            aria-hidden={false}
            className="rounded-sm p-0.5 text-faint hover:text-ink"
          >
            <X className="size-4" aria-hidden />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}
