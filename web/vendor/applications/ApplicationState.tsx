import { Badge } from '../../ui/Badge.tsx';
import { type Application, applicationTones, useApplicationWords } from './words.ts';

/** How an application stands, in a word. */
export function ApplicationState({ state }: Pick<Application, 'state'>) {
  const { states } = useApplicationWords();
  return (
    <Badge dot tone={applicationTones[state]}>
      {states[state]}
    </Badge>
  );
}
