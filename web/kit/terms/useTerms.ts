import { useLingui } from '@lingui/react/macro';
import { startTransition, useState } from 'react';
import { $api } from '../../api/client.ts';

/** The partner terms that hold today, in the page's language until another is chosen. */
export function useTerms() {
  const { i18n } = useLingui();
  const [chosen, setLanguage] = useState<'en' | 'ar' | null>(null);
  const language = chosen ?? (i18n.locale === 'ar' ? 'ar' : 'en');
  const { data: terms } = $api.useSuspenseQuery('get', '/v1/agreements/terms/current', {
    params: { query: { language, kind: 'partner' } },
  });
  // The text in hand stays until the other has come.
  const turn = (next: 'en' | 'ar') => startTransition(() => setLanguage(next));
  return { terms, setLanguage: turn };
}
