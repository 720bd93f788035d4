import type { ReactNode } from 'react';

/** Fields side by side, two or three where there is room. */
export function Grid({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-3">{children}</div>;
}

/** A number that is never empty: cleared, it is as it was refused. */
export function counted({ value, onValueChange }: { value: number; onValueChange: (next: number) => void }) {
  return { value, onValueChange: (next: number | null) => onValueChange(next ?? Number.NaN) };
}
