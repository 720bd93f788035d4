import { Badge } from '../../ui/Badge.tsx';
import { organizationTones, useResellerWords } from './words.ts';

/** How an organization stands in the program, in a word. */
export function OrganizationState({ state }: { state: string }) {
  const words = useResellerWords();
  return (
    <Badge dot tone={organizationTones[state] ?? 'neutral'}>
      {words.state(state)}
    </Badge>
  );
}
