import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { path, paths } from '../../paths.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import type { QuoteDetail } from './words.ts';

type Props = { quote: QuoteDetail; acceptance: NonNullable<QuoteDetail['acceptance']> };

/** Who accepted what, when and from where; and the order that came of it. */
export function AcceptanceCard({ quote, acceptance }: Props) {
  const { t } = useLingui();
  const { instant } = useFormat();
  return (
    <Card title={t`Accepted`} actions={<OrderLink quote={quote} />}>
      {quote.order_failure && <OrderFailed quote={quote} failure={quote.order_failure} />}
      <KeyValues
        facts={[
          { label: t`Accepted by`, value: <bdi>{acceptance.name}</bdi> },
          { label: t`Accepted on`, value: instant(acceptance.accepted_at) },
          { label: t`Network address`, value: <bdi>{acceptance.address}</bdi> },
          { label: t`Version`, value: acceptance.version },
          { label: t`In these words`, value: <bdi>{acceptance.consent}</bdi> },
          {
            label: t`Document (SHA-256)`,
            value: (
              <bdi dir="ltr" className="font-mono text-sm break-all">
                {acceptance.document_sha256}
              </bdi>
            ),
          },
        ]}
      />
    </Card>
  );
}

function OrderLink({ quote: { order_id } }: Pick<Props, 'quote'>) {
  if (!order_id) return null;
  return (
    <ButtonLink size="sm" to={path(paths.console.order, { orderId: order_id })}>
      <Trans>See the order</Trans>
    </ButtonLink>
  );
}

/** The acceptance stands; the order has to be placed by hand. */
function OrderFailed({ quote, failure }: { quote: QuoteDetail; failure: string }) {
  const { t } = useLingui();
  const place = $api.useMutation('post', '/v1/orders/quotes/{id}/order', {
    onSuccess: () => toast.good(t`The order is placed`),
  });
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-lg bg-warn-soft px-3.5 py-3 text-warn">
      <p className="min-w-0 grow">
        <span className="block font-semibold">
          <Trans>The order could not be placed</Trans>
        </span>
        {failure}
      </p>
      <Button
        size="sm"
        busy={place.isPending}
        disabled={unless(quote.can.order)}
        onClick={() => place.mutate({ params: { path: { id: quote.id } } })}
      >
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}
