import { useLingui } from '@lingui/react';

/** The gallery's own words, both languages side by side: `say('Name', 'الاسم')`. */
export function useSay() {
  const { i18n } = useLingui();
  return (english: string, arabic: string) => (i18n.locale === 'ar' ? arabic : english);
}
