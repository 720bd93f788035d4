import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** How the invoice stands on its seller's chain of Saudi e-invoices. Nothing while it is not stamped. */
export function EInvoiceStamp({ invoiceId }: { invoiceId: string }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const { data: stamp } = $api.useQuery(
    'get',
    '/v1/billing/invoices/{id}/e-invoice',
    { params: { path: { id: invoiceId } } },
    { retry: false },
  );
  if (!stamp) return null;
  return (
    <Card
      title={t`ZATCA e-invoice`}
      actions={stamp.sandbox && <Badge tone="warn">{t`Sandbox certificate`}</Badge>}
    >
      <KeyValues
        facts={[
          { label: t`Kind`, value: stamp.simplified ? t`Simplified tax invoice` : t`Tax invoice` },
          { label: t`Counter`, value: <span className="figures">{stamp.counter}</span> },
          { label: t`Stamped`, value: instant(stamp.stamped_at) },
          { label: t`Hash`, value: <CopyText text={stamp.hash} /> },
          { label: t`Hash of the one before`, value: <CopyText text={stamp.previous_hash} /> },
        ]}
      />
      <p className="mt-3 text-sm text-muted">
        <Trans>
          Each e-invoice holds the hash of the one before it, so none can be changed or left out unseen.
        </Trans>
      </p>
    </Card>
  );
}
