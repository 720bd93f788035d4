import { useLingui } from '@lingui/react/macro';
import { cx } from '../../ui/cx.ts';
import type { Terms } from './TermsText.tsx';

// A language is offered in its own words, so these are not translated.
const languages = [
  { value: 'en', label: 'English' },
  { value: 'ar', label: 'العربية' },
] as const;

type TermsLanguageProps = { value: Terms['language']; onChange: (language: Terms['language']) => void };

/** The language the terms are read in, apart from the page's. */
export function TermsLanguage({ value, onChange }: TermsLanguageProps) {
  const { t } = useLingui();
  return (
    <fieldset className="flex rounded-md border border-line-strong bg-surface p-0.5 shadow-low">
      <legend className="sr-only">{t`Language of the terms`}</legend>
      {languages.map((language) => (
        <button
          key={language.value}
          type="button"
          lang={language.value}
          aria-pressed={value === language.value}
          onClick={() => onChange(language.value)}
          className={cx(
            'h-7.5 rounded-sm px-3 font-medium',
            value === language.value ? 'bg-accent-soft text-accent-text' : 'text-muted hover:text-ink',
          )}
        >
          {language.label}
        </button>
      ))}
    </fieldset>
  );
}
