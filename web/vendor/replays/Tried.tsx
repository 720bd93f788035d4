import type { Candidate } from '../../kit/replays/words.ts';
import { useCandidateWords } from './words.ts';

/** What a replay tries, in words. */
export function Tried({ candidate }: { candidate: Candidate }) {
  return useCandidateWords(candidate).join(' · ');
}
