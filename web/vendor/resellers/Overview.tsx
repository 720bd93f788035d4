import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { $api } from '../../api/client.ts';
import type { MoneyValue } from '../../format.ts';
import { unless } from '../../kit/can.ts';
import { useCan } from '../../kit/session.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { OutLink } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Acceptance } from '../applications/Acceptance.tsx';
import { useTierWords } from '../bundle-plans/terms.ts';
import { AssignButton } from './AssignButton.tsx';
import { PlanHistory } from './PlanHistory.tsx';
import { TierButton } from './TierButton.tsx';
import type { ResellerDetail } from './words.ts';

/** A reseller's terms: plan and preference with their history, who looks after it, its contract. */
export function Overview({ reseller }: { reseller: ResellerDetail }) {
  const agreement = useAgreement(reseller);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-6">
        <PlanHistory reseller={reseller} />
        {agreement && <Acceptance agreement={agreement} />}
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        <KeepersCard reseller={reseller} />
        <AccountFacts reseller={reseller} />
      </div>
    </div>
  );
}

function useAgreement({ id, name }: ResellerDetail) {
  const params = { query: { q: name, limit: 100 } };
  const enabled = useCan('agreement.read') === true;
  const { data } = $api.useQuery('get', '/v1/agreements/agreements', { params }, { enabled });
  return data?.items.find(({ buyer_id }) => buyer_id === id);
}

function KeepersCard({ reseller }: { reseller: ResellerDetail }) {
  const { t } = useLingui();
  return (
    <Card
      title={t`Looked after by`}
      actions={<AssignButton reseller={reseller} disabled={unless(reseller.can.assign)} />}
    >
      <div className="flex flex-col gap-4">
        <Keeper part={<Trans>Channel manager</Trans>} person={reseller.channel_manager} />
        <Keeper part={<Trans>Channel supervisor</Trans>} person={reseller.channel_supervisor} />
      </div>
    </Card>
  );
}

function Keeper({ part, person }: { part: ReactNode; person: ResellerDetail['channel_manager'] }) {
  return (
    <div className="flex items-center gap-3">
      <Avatar name={person.name} />
      <div className="min-w-0">
        <p className="font-medium">
          <bdi>{person.name}</bdi>
        </p>
        <p className="text-sm text-muted">
          {part} ·{' '}
          <OutLink href={`mailto:${person.email}`} className="font-normal!">
            <bdi className="wrap-anywhere">{person.email}</bdi>
          </OutLink>
        </p>
      </div>
    </div>
  );
}

function AccountFacts({ reseller }: { reseller: ResellerDetail }) {
  const { t } = useLingui();
  const { country, instant, number } = useFormat();
  const credit = useCredit(reseller);
  const tiers = useTierWords();
  return (
    <Card title={t`Account`}>
      <KeyValues
        facts={[
          { label: t`Number`, value: <bdi className="figures">{reseller.account_number}</bdi> },
          { label: t`Currency`, value: reseller.currency },
          {
            label: t`Tier`,
            value: (
              <span className="flex items-center justify-between gap-3">
                {tiers[reseller.tier]}
                <TierButton reseller={reseller} />
              </span>
            ),
          },
          credit !== undefined && {
            label: t`Credit`,
            value: <Money value={credit} />,
          },
          { label: t`Country`, value: country(reseller.country) },
          { label: t`Domain`, value: reseller.domain && <bdi>{reseller.domain}</bdi> },
          { label: t`Customers`, value: number(reseller.customers) },
          { label: t`Approved`, value: instant(reseller.approved_at) },
        ]}
      />
    </Card>
  );
}

function useCredit({ account_id }: ResellerDetail): MoneyValue | undefined {
  const params = { path: { id: account_id } };
  const enabled = useCan('payment.read') === true;
  return $api.useQuery('get', '/v1/billing/accounts/{id}/credit', { params }, { enabled }).data?.credit;
}
