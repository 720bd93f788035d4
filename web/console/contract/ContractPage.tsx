import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { DocumentMenu } from '../../kit/billing/DocumentMenu.tsx';
import { Page } from '../../kit/Page.tsx';
import { TermsLanguage } from '../../kit/terms/TermsLanguage.tsx';
import { TermsSections } from '../../kit/terms/TermsSections.tsx';
import { TermsText } from '../../kit/terms/TermsText.tsx';
import { useTerms } from '../../kit/terms/useTerms.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { FileSignature } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { AgreementFacts } from './AgreementFacts.tsx';

/** The reseller's own agreement with the vendor: its facts, the document in both languages, and the text to read. */
export default function ContractPage() {
  const { t } = useLingui();
  const params = { query: { limit: 50, sort: '-accepted_at' } };
  const { data } = $api.useSuspenseQuery('get', '/v1/agreements/agreements', { params });
  const agreement = data.items.find(({ kind }) => kind === 'partner');
  if (!agreement)
    return (
      <Page title={t`Contract & terms`}>
        <Empty icon={FileSignature} title={t`No agreement yet`}>
          <Trans>It stands here once the partner terms are accepted.</Trans>
        </Empty>
      </Page>
    );
  const inForce = agreement.reference !== null;
  return (
    <Page
      title={t`Contract & terms`}
      description={t`What you and the vendor agreed. The same document opens from the foot of every page.`}
      badge={
        inForce ? (
          <Badge dot tone="good">{t`In force`}</Badge>
        ) : (
          <Badge tone="warn">{t`Not in force yet`}</Badge>
        )
      }
      actions={
        inForce && (
          <DocumentMenu
            href={`/v1/agreements/agreements/${agreement.id}/contract.pdf`}
            label={t`Contract (PDF)`}
          />
        )
      }
    >
      <AgreementFacts agreement={agreement} />
      <Reading acceptedHash={agreement.text_sha256} acceptedLanguage={agreement.language} />
    </Page>
  );
}

/** The text, with a word on whether it is the very one that was accepted. */
function Reading({
  acceptedHash,
  acceptedLanguage,
}: {
  acceptedHash: string;
  acceptedLanguage: 'en' | 'ar';
}) {
  const { terms, setLanguage } = useTerms();
  const same = terms.text_sha256 === acceptedHash;
  return (
    <Card
      title={<bdi lang={terms.language}>{terms.title}</bdi>}
      description={
        <>
          <Trans>Version {terms.version}.</Trans>{' '}
          {same && <Trans>This is the very text that was accepted.</Trans>}
          {!same && terms.language !== acceptedLanguage && (
            <Trans>The same version in another language than the accepted one.</Trans>
          )}
        </>
      }
      actions={<TermsLanguage value={terms.language} onChange={setLanguage} />}
    >
      <div className="mt-3 grid grid-cols-1 items-start gap-x-12 gap-y-8 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <div className="lg:sticky lg:top-20 lg:max-h-[calc(100dvh-7rem)] lg:overflow-y-auto">
          <TermsSections terms={terms} />
        </div>
        <TermsText terms={terms} />
      </div>
    </Card>
  );
}
