import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { X } from '../../ui/icons.ts';

type Chip = { value: string; label: string; drawn?: ReactNode };

/** Things that were chosen, each with a way to take it out again. */
export function Chips({ chips, onRemove }: { chips: readonly Chip[]; onRemove: (value: string) => void }) {
  const { t } = useLingui();
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {chips.map(({ value, label, drawn }) => (
        <li key={value} className="flex items-center rounded-md bg-hover ps-2.5 text-sm">
          <bdi>{drawn ?? label}</bdi>
          <button
            type="button"
            aria-label={t`Take out ${label}`}
            title={t`Take out ${label}`}
            onClick={() => onRemove(value)}
            className="flex size-7 items-center justify-center rounded-md text-muted hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
