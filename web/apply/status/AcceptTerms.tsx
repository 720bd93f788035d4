import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { TermsLanguage } from '../../kit/terms/TermsLanguage.tsx';
import { TermsSections } from '../../kit/terms/TermsSections.tsx';
import { TermsText } from '../../kit/terms/TermsText.tsx';
import { useTerms } from '../../kit/terms/useTerms.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { AcceptForm } from './AcceptForm.tsx';
import type { Application } from './application.ts';

/** The partner terms to read, and under them the box that accepts exactly the text shown. */
export function AcceptTerms({ application }: { application: Application }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { terms, setLanguage } = useTerms();
  const [reader, setReader] = useState<HTMLElement | null>(null);
  return (
    <section className="overflow-hidden rounded-xl border border-line bg-surface shadow-low">
      <header className="flex flex-wrap items-start justify-between gap-4 border-b border-line px-5 py-4.5">
        <div>
          <h2 className="text-lg">
            <bdi lang={terms.language}>{terms.title}</bdi>
          </h2>
          <p className="text-muted">
            <Trans>
              Version {terms.version}, in force since {date(terms.valid_from)}
            </Trans>
          </p>
        </div>
        <TermsLanguage value={terms.language} onChange={setLanguage} />
      </header>
      <details className="border-b border-line bg-canvas md:hidden">
        <summary className="px-5 py-3 font-medium">
          <Trans>Sections</Trans>
        </summary>
        <div className="px-5 pb-4">
          <TermsSections terms={terms} within={reader} />
        </div>
      </details>
      <div className="grid grid-cols-1 md:grid-cols-[13rem_minmax(0,1fr)]">
        <div className="hidden max-h-[min(68dvh,44rem)] overflow-y-auto border-e border-line bg-canvas p-4 text-sm md:block">
          <TermsSections terms={terms} within={reader} />
        </div>
        <section
          ref={setReader}
          aria-label={t`The text of the terms`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
          tabIndex={0}
          className="relative max-h-[min(68dvh,44rem)] overflow-y-auto scroll-smooth px-5 py-6 focus-visible:-outline-offset-2 sm:px-8"
        >
          <TermsText terms={terms} />
        </section>
      </div>
      <div className="border-t border-line bg-raised px-5 py-5">
        <AcceptForm key={terms.text_sha256} application={application} terms={terms} />
      </div>
    </section>
  );
}
