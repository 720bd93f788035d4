import type { ReactNode } from 'react';
import { Info } from '../../ui/icons.ts';

const grounds = { bad: 'bg-bad-soft text-bad', info: 'bg-accent-soft text-accent-text' };

/** A state that matters, in a coloured strip; what can be done about it stands at its end. */
export function Strip({ tone, children }: { tone: keyof typeof grounds; children: ReactNode }) {
  return (
    <div className={`flex gap-2.5 rounded-lg px-3.5 py-3 ${grounds[tone]}`}>
      <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-4 gap-y-2">
        {children}
      </div>
    </div>
  );
}
