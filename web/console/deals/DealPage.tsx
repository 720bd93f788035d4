import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { ProspectCard, SaleCard } from '../../kit/deals/DealFacts.tsx';
import { DealHistory } from '../../kit/deals/DealHistory.tsx';
import { DealState } from '../../kit/deals/DealState.tsx';
import { ProtectionCard } from '../../kit/deals/ProtectionCard.tsx';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { CircleHelp, Clock, Info } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { DealActions } from './DealActions.tsx';
import { Notice } from './Notice.tsx';

/** One deal of the reseller's: what it is, how its registration stands, and what can be done next. */
export default function DealPage() {
  const { dealId = '' } = useParams({ strict: false });
  const params = { path: { id: dealId } };
  const deal = $api.useSuspenseQuery('get', '/v1/deals/deals/{id}', { params }).data;
  return (
    <Page
      title={deal.name}
      badge={<DealState state={deal.state} />}
      description={<bdi className="figures">{deal.number}</bdi>}
      actions={<DealActions deal={deal} />}
    >
      <NextStep deal={deal} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <SaleCard deal={deal} />
          <ProspectCard deal={deal} customer={deal.customer && <Account deal={deal} />} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <ProtectionCard deal={deal} />
          <DealHistory deal={deal} />
        </div>
      </div>
    </Page>
  );
}

function Account({ deal: { customer, won_order } }: { deal: DealDetail }) {
  if (!customer) return null;
  return (
    <span className="flex flex-col items-start">
      <Link to={path(paths.console.customer, { customerId: customer.id })}>
        <bdi>{customer.name}</bdi>
      </Link>
      {won_order && (
        <Link to={path(paths.console.order, { orderId: won_order.id })} className="text-sm">
          <Trans>
            Order <bdi>{won_order.number}</bdi>
          </Trans>
        </Link>
      )}
    </span>
  );
}

/** What the deal waits for, said once. */
function NextStep({ deal }: { deal: DealDetail }) {
  const { t } = useLingui();
  const { instant, date } = useFormat();
  const question = deal.history.findLast(({ move }) => move === 'return' || move === 'decline');
  if (deal.state === 'submitted' && deal.decide_by)
    return <Notice icon={Clock}>{t`The vendor decides by ${instant(deal.decide_by)}.`}</Notice>;
  if (deal.state === 'returned' && question)
    return (
      <Notice icon={CircleHelp} tone="warn" title={t`The vendor asks`}>
        <bdi className="whitespace-pre-line">{question.note}</bdi>
      </Notice>
    );
  if (deal.state === 'declined' && question)
    return (
      <Notice icon={Info} tone="warn" title={t`Declined. You may sell to this customer all the same.`}>
        <bdi className="whitespace-pre-line">{question.note}</bdi>
      </Notice>
    );
  if (deal.state === 'expired')
    return (
      <Notice icon={Info} tone="warn">
        {deal.protected_until
          ? t`The registration ended on ${date(deal.protected_until)}. Register it again if you still work on it.`
          : t`The question was not answered in time. Register it again if you still work on it.`}
      </Notice>
    );
  if (deal.ended_reason === 'customer_choice')
    return (
      <Notice icon={Info}>
        {t`The customer has told the vendor in writing that it works with another partner. Customers are always free to choose.`}
      </Notice>
    );
  return null;
}
