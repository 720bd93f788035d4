import { Trans, useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import { DocumentMenu } from '../../kit/billing/DocumentMenu.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Agreement = Item<'/v1/agreements/agreements'>;

/** Who accepted which terms, when and from where; the contract once it is in force. */
export function Acceptance({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const { instant, date } = useFormat();
  const pdf = `/v1/agreements/agreements/${agreement.id}/contract.pdf`;
  const version = agreement.version;
  return (
    <Card
      title={t`Accepted terms`}
      description={<Trans>Kept as evidence of what was agreed; nobody can change it.</Trans>}
      actions={agreement.reference && <DocumentMenu href={pdf} label={t`Contract`} />}
    >
      <KeyValues
        facts={[
          agreement.reference !== null && {
            label: t`Contract`,
            value: <CopyText text={agreement.reference} />,
          },
          agreement.effective_on !== null && {
            label: t`In force since`,
            value: date(agreement.effective_on),
          },
          { label: t`Terms`, value: t`Partner terms, version ${version}` },
          { label: t`Language`, value: agreement.language === 'ar' ? 'العربية' : 'English' },
          {
            label: t`Accepted by`,
            value: (
              <span className="flex flex-col">
                <bdi>{agreement.person_name}</bdi>
                <bdi className="text-muted">{agreement.person_email}</bdi>
              </span>
            ),
          },
          { label: t`Accepted`, value: instant(agreement.accepted_at) },
          { label: t`From the address`, value: <bdi className="figures">{agreement.address}</bdi> },
          {
            label: t`Seal of the text`,
            value: <bdi className="font-mono text-xs wrap-anywhere">{agreement.text_sha256}</bdi>,
          },
        ]}
      />
    </Card>
  );
}
