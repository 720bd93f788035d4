import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useCounts } from './useCounts.ts';
import type { DealDetail } from './words.ts';

/** What registration gives, and until when; nothing before it is approved. */
export function ProtectionCard({ deal }: { deal: DealDetail }) {
  const { t } = useLingui();
  const { date, percent } = useFormat();
  const { times } = useCounts();
  if (!deal.protected_until || !deal.protected_from) return null;
  const [incentive] = deal.incentives.toReversed();
  return (
    <Card
      title={t`Registration`}
      footer={
        <Trans>
          Until then the vendor helps no other partner to win this deal. The customer stays free to choose the
          partner it wants to work with.
        </Trans>
      }
    >
      <KeyValues
        facts={[
          { label: t`Protected from`, value: date(deal.protected_from) },
          { label: t`Protected until`, value: date(deal.protected_until) },
          { label: t`Extended`, value: deal.extensions > 0 && times(deal.extensions) },
          {
            label: t`Incentive`,
            value: deal.incentive_rate && (
              <span className="flex flex-col">
                <span>
                  <Trans>{percent(deal.incentive_rate)} off your price</Trans>
                </span>
                <span className="text-sm text-muted">
                  {incentive ? (
                    <Trans>
                      In force {date(incentive.valid_from)} – {date(incentive.valid_to)}
                    </Trans>
                  ) : (
                    <Trans>Begins once the deal is linked to a customer</Trans>
                  )}
                </span>
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
