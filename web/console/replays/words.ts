import { useLingui } from '@lingui/react/macro';
import { type Candidate, usePricesWords } from '../../kit/replays/words.ts';

/** What a replay tries, in a sentence for each part. */
export function useCandidateWords({ book, prices }: Candidate): string[] {
  const { t } = useLingui();
  const ofPrices = usePricesWords(prices);
  const version = book?.version;
  const ofBook = version ? t`Your price book, version ${version}` : t`Your price book with other rules`;
  return [...(book ? [ofBook] : []), ...ofPrices];
}
