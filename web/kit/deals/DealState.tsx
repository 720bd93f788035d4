import { Badge } from '../../ui/Badge.tsx';
import { type Deal, dealTones, useDealWords } from './words.ts';

/** How a deal stands, in a word. */
export function DealState({ state }: { state: Deal['state'] }) {
  const { states } = useDealWords();
  return (
    <Badge tone={dealTones[state]} dot>
      {states[state]}
    </Badge>
  );
}
