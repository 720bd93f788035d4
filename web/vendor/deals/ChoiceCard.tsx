import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** The customer's signed choice, and the links that were sent for one; nothing while there is neither. */
export function ChoiceCard({ deal }: { deal: DealDetail }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const params = { path: { id: deal.id } };
  const { choice, requests } = $api.useSuspenseQuery('get', '/v1/deals/deals/{id}/choice', { params }).data;
  if (!choice && requests.length === 0) return null;
  return (
    <Card title={t`The customer’s choice`}>
      {choice && (
        <>
          <blockquote
            dir="auto"
            lang={choice.language}
            className="mb-4 rounded-lg bg-sunken px-4 py-3 whitespace-pre-line page-start"
          >
            {choice.text}
          </blockquote>
          <KeyValues
            facts={[
              { label: t`Chosen partner`, value: <bdi>{choice.chosen_name}</bdi> },
              {
                label: t`Signed by`,
                value: (
                  <span className="flex flex-col items-start">
                    <bdi>{choice.signer_name}</bdi>
                    <bdi className="text-muted">{choice.signer_email}</bdi>
                  </span>
                ),
              },
              { label: t`Signed`, value: instant(choice.signed_at) },
              {
                label: t`How`,
                value: choice.via === 'link' ? t`By the customer’s link` : t`Recorded at the office`,
              },
              choice.evidence !== null && { label: t`What it is from`, value: <bdi>{choice.evidence}</bdi> },
              choice.address !== '' && {
                label: t`Network address`,
                value: <bdi className="figures">{choice.address}</bdi>,
              },
              {
                label: t`Seal (SHA-256)`,
                value: <bdi className="font-mono text-xs break-all">{choice.seal_sha256}</bdi>,
              },
            ]}
          />
        </>
      )}
      {!choice &&
        requests.map((request) => (
          <p key={request.requested_at} className="flex flex-wrap items-center justify-between gap-3">
            <span>
              <Trans>
                <bdi>{request.signer_name}</bdi> was asked about <bdi>{request.chosen_name}</bdi>
              </Trans>
            </span>
            <Badge tone="info">
              <Trans>Open until {instant(request.expires_at)}</Trans>
            </Badge>
          </p>
        ))}
    </Card>
  );
}
