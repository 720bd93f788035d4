import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';

export type ToastData = { tone: 'good' | 'bad' | 'info' };

/** The queue `<Toaster>` shows; exported for it alone. */
export const toasts = Toast.createToastManager<ToastData>();

type More = { description?: ReactNode; action?: { label: string; onClick: () => void } };

function show(tone: ToastData['tone'], title: ReactNode, { description, action }: More = {}): void {
  toasts.add({
    title,
    description,
    data: { tone },
    priority: tone === 'bad' ? 'high' : 'low',
    timeout: tone === 'bad' ? 9000 : 5000,
    ...(action && { actionProps: { children: action.label, onClick: action.onClick } }),
  });
}

/** A word in the corner about what just happened: `toast.good(t`Customer added`)`. Callable from anywhere. */
export const toast = {
  good: (title: ReactNode, more?: More) => show('good', title, more),
  bad: (title: ReactNode, more?: More) => show('bad', title, more),
  info: (title: ReactNode, more?: More) => show('info', title, more),
};
