import { Badge } from '../../ui/Badge.tsx';
import { type Run, runTones, useRunWords } from './words.ts';

/** How a month end stands, in a word. */
export function RunState({ state }: Pick<Run, 'state'>) {
  const { states } = useRunWords();
  return (
    <Badge dot tone={runTones[state]}>
      {states[state]}
    </Badge>
  );
}
