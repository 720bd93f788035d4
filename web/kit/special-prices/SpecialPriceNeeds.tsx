import { Trans, useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useCan } from '../session.ts';

type Need = Answer<'/v1/deals/special-price-needs'>['items'][number];
type Props = { withReseller?: boolean; withRequest?: boolean };

/** Customers that have come to need a special price while nobody has asked for one; nothing where there are none. */
export function SpecialPriceNeeds({ withReseller, withRequest }: Props) {
  const { t } = useLingui();
  const enabled = useCan('special_price.read') === true;
  const needs = $api.useQuery('get', '/v1/deals/special-price-needs', {}, { enabled }).data?.items ?? [];
  if (needs.length === 0) return null;
  return (
    <Card
      flush
      title={t`Need a special price`}
      description={t`What runs goes on; new orders are held until one is approved.`}
    >
      <ul className="divide-y divide-line">
        {needs.map((need) => (
          <NeedRow
            key={need.id}
            need={need}
            withReseller={withReseller ?? false}
            withRequest={withRequest ?? false}
          />
        ))}
      </ul>
    </Card>
  );
}

function NeedRow({ need, withReseller, withRequest }: Required<Props> & { need: Need }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const may = useCan('special_price.request') === true;
  const since = date(need.noticed_at.slice(0, 10));
  const why = {
    headcount: t`More than 750 employees`,
    group: t`More than 750 employees with its group`,
    government: t`A government body`,
  }[need.because];
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-3.5">
      <span className="min-w-0">
        <bdi className="block font-medium">{need.customer.name}</bdi>
        <span className="block text-sm text-muted">
          {withReseller && (
            <>
              <bdi>{need.reseller.name}</bdi> ·{' '}
            </>
          )}
          {why} · <Trans>since {since}</Trans>
        </span>
      </span>
      {withRequest && may && (
        <ButtonLink size="sm" to={`${paths.console.newSpecialPrice}?customer=${need.customer.id}`}>
          <Trans>Request one</Trans>
        </ButtonLink>
      )}
    </li>
  );
}
