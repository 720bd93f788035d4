import { Badge } from '../../ui/Badge.tsx';
import { type Quote, tones, useQuoteStates } from './words.ts';

/** How a quote stands, in a word. */
export function QuoteState({ state }: Pick<Quote, 'state'>) {
  const { states } = useQuoteStates();
  return (
    <Badge dot tone={tones[state]}>
      {states[state]}
    </Badge>
  );
}
