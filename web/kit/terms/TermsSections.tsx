import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { cx } from '../../ui/cx.ts';
import { sectionId, type Terms } from './TermsText.tsx';

/** The sections of the terms as links, the one being read marked. `within` scrolls; left out, the page does. */
export function TermsSections({ terms, within }: { terms: Terms; within?: HTMLElement | null }) {
  const { t } = useLingui();
  const reading = useSectionInView(terms, within ?? null);
  const rtl = terms.language === 'ar';
  return (
    <nav aria-label={t`Sections of the terms`} lang={terms.language} dir={rtl ? 'rtl' : 'ltr'}>
      <ol className="flex flex-col">
        {terms.sections.map(({ number, title }) => (
          <li key={number}>
            <a
              href={`#${sectionId(number)}`}
              aria-current={number === reading ? 'location' : undefined}
              className={cx(
                'flex gap-2 border-s-2 py-1.5 ps-3 text-start transition-colors',
                number === reading
                  ? 'border-accent-text font-medium text-ink'
                  : 'border-line text-muted hover:border-line-strong hover:text-ink',
              )}
            >
              <span className="figures min-w-5 text-faint">{number}</span>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The number of the section whose beginning was passed last. */
function useSectionInView(terms: Terms, within: HTMLElement | null): number {
  const [reading, setReading] = useState(1);
  useEffect(() => {
    const scroller = within ?? window;
    const look = () => {
      const line = (within?.getBoundingClientRect().top ?? 0) + 120;
      const passed = terms.sections.filter(({ number }) => {
        const top = document.getElementById(sectionId(number))?.getBoundingClientRect().top;
        return top !== undefined && top <= line;
      });
      setReading(passed.at(-1)?.number ?? 1);
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    return () => scroller.removeEventListener('scroll', look);
  }, [terms, within]);
  return reading;
}
