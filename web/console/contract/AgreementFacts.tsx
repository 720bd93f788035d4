import { useLingui } from '@lingui/react/macro';
import { $api, type Item } from '../../api/client.ts';
import { useBillingWords } from '../../kit/billing/words.ts';
import { useSession } from '../../kit/session.ts';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Agreement = Item<'/v1/agreements/agreements'>;

/** Between whom, on which conditions, accepted by whom and when; and the fingerprint of the text. */
export function AgreementFacts({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const { instant, date } = useFormat();
  const { organization, seller } = useSession();
  const person = (
    <>
      <bdi>{agreement.person_name}</bdi> · <bdi>{agreement.person_email}</bdi>
    </>
  );
  return (
    <Card title={t`The agreement`}>
      <KeyValues
        columns={2}
        facts={[
          { label: t`Reference`, value: agreement.reference && <CopyText text={agreement.reference} /> },
          { label: t`In force since`, value: agreement.effective_on && date(agreement.effective_on) },
          { label: t`Vendor`, value: <bdi>{seller?.name}</bdi> },
          { label: t`Reseller`, value: <bdi>{organization.name}</bdi> },
          ...useConditions(),
          { label: t`Accepted by`, value: person },
          { label: t`Accepted`, value: instant(agreement.accepted_at) },
          { label: t`From the network address`, value: <bdi className="figures">{agreement.address}</bdi> },
          { label: t`Fingerprint of the text`, value: <Fingerprint hash={agreement.text_sha256} /> },
        ]}
      />
    </Card>
  );
}

function useConditions() {
  const { t } = useLingui();
  const { text } = useFormat();
  const { preferences } = useBillingWords();
  const { data } = $api.useQuery('get', '/v1/program/reseller');
  return [
    {
      label: t`Bundle plan`,
      value: data && (data.bundle_plan ? text(data.bundle_plan.name) : t`List price`),
    },
    { label: t`Billing preference`, value: data && preferences[data.billing_preference] },
  ];
}

function Fingerprint({ hash }: { hash: string }) {
  return (
    <bdi title={hash} className="block truncate font-mono text-xs leading-relaxed">
      {hash}
    </bdi>
  );
}
