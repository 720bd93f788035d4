import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { cx } from '../ui/cx.ts';
import { Languages } from '../ui/icons.ts';
import { chooseLanguage } from './preferences.ts';
import { toastProblem } from './problems.ts';
import { saveLanguage, sessionQuery } from './session.ts';

// A language is offered in its own words, so these are not translated.
const ownNames = { en: 'English', ar: 'العربية' };

/** The other language, by its own name. Turns the page in place and is kept with the signed-in person. */
export function LanguageSwitch({ className }: { className?: string }) {
  const { i18n } = useLingui();
  const client = useQueryClient();
  const other = i18n.locale === 'ar' ? 'en' : 'ar';
  const turn = async () => {
    await chooseLanguage(other);
    const signedIn = client.getQueryData(sessionQuery.queryKey);
    if (signedIn) await saveLanguage(other).catch(toastProblem);
    // Sentences the server wrote (refusals, reasons of `can`) are asked for again in the new language.
    await client.invalidateQueries();
  };
  return (
    <button
      type="button"
      lang={other}
      onClick={() => void turn()}
      className={cx(
        'inline-flex h-9 items-center gap-2 rounded-md px-2.5 font-medium text-muted hover:bg-hover hover:text-ink',
        className,
      )}
    >
      <Languages className="size-4" strokeWidth={1.75} aria-hidden />
      {ownNames[other]}
    </button>
  );
}
