import { t } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import type { Answer, Item } from '../../api/client.ts';
import type { Tone } from '../../ui/Badge.tsx';

export type Quote = Item<'/v1/orders/quotes'>;
export type QuoteDetail = Answer<'/v1/orders/quotes/{id}'>;
export type QuoteVersion = QuoteDetail['versions'][number];
export type QuoteState = Quote['state'];

export const tones: Record<QuoteState, Tone> = {
  draft: 'neutral',
  sent: 'info',
  changes_asked: 'warn',
  accepted: 'good',
  expired: 'neutral',
  withdrawn: 'neutral',
};

/** How quotes stand and what happened to them, in words. */
export function useQuoteStates() {
  useLingui(); // Renders anew when the language turns; the words below are the global catalogue's.
  const states: Record<QuoteState, string> = {
    draft: t`Draft`,
    sent: t`Sent`,
    changes_asked: t`Changes asked for`,
    accepted: t`Accepted`,
    expired: t`Expired`,
    withdrawn: t`Withdrawn`,
  };
  const moves: Record<string, string> = {
    send: t`Sent`,
    ask_changes: t`Changes asked for`,
    accept: t`Accepted`,
    expire: t`Expired`,
    withdraw: t`Withdrawn`,
    order: t`Order placed by hand`,
  };
  return { states, moves };
}
