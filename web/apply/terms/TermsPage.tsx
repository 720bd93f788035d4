import { Trans } from '@lingui/react/macro';
import { TermsLanguage } from '../../kit/terms/TermsLanguage.tsx';
import { TermsSections } from '../../kit/terms/TermsSections.tsx';
import { TermsText } from '../../kit/terms/TermsText.tsx';
import { useTerms } from '../../kit/terms/useTerms.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { PublicPage } from '../frame/PublicPage.tsx';

/** The partner terms, for anybody to read. */
export default function TermsPage() {
  const { terms, setLanguage } = useTerms();
  const { date } = useFormat();
  return (
    <PublicPage title={terms.title}>
      <div className="mx-auto w-full max-w-6xl px-4 pt-6 pb-16 sm:px-8 sm:pt-10">
        <header className="flex flex-wrap items-start justify-between gap-4 border-b border-line pb-6">
          <div>
            <h1 className="text-2xl">
              <bdi lang={terms.language}>{terms.title}</bdi>
            </h1>
            <p className="mt-1 text-muted">
              <Trans>
                Version {terms.version}, in force since {date(terms.valid_from)}
              </Trans>
            </p>
          </div>
          <TermsLanguage value={terms.language} onChange={setLanguage} />
        </header>
        <div className="mt-8 grid grid-cols-1 items-start gap-x-14 gap-y-8 lg:grid-cols-[16rem_minmax(0,1fr)]">
          <details className="rounded-lg border border-line bg-surface lg:hidden">
            <summary className="px-4 py-3 font-medium">
              <Trans>Sections</Trans>
            </summary>
            <div className="px-4 pb-4">
              <TermsSections terms={terms} />
            </div>
          </details>
          <div className="sticky top-6 max-h-[calc(100dvh-3rem)] overflow-y-auto max-lg:hidden">
            <TermsSections terms={terms} />
          </div>
          <TermsText terms={terms} />
        </div>
      </div>
    </PublicPage>
  );
}
