import { useLingui } from '@lingui/react/macro';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Run = Item<'/v1/billing/runs'>;
export type Review = Answer<'/v1/billing/runs/{id}'>;

export const runTones: Record<Run['state'], Tone> = {
  working: 'info',
  drafted: 'warn',
  issued: 'good',
  discarded: 'neutral',
};

/** What a run's states are called. */
export function useRunWords() {
  const { t } = useLingui();
  return {
    states: {
      working: t`Drafting`,
      drafted: t`To review`,
      issued: t`Issued`,
      discarded: t`Discarded`,
    } satisfies Record<Run['state'], string>,
  };
}
