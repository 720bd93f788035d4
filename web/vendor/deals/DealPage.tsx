import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { ProspectCard, SaleCard } from '../../kit/deals/DealFacts.tsx';
import { DealHistory } from '../../kit/deals/DealHistory.tsx';
import { DealState } from '../../kit/deals/DealState.tsx';
import { ProtectionCard } from '../../kit/deals/ProtectionCard.tsx';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';
import { ChoiceCard } from './ChoiceCard.tsx';
import { ClockCard } from './ClockCard.tsx';
import { CustomerLikenesses } from './CustomerLikenesses.tsx';
import { DealActions } from './DealActions.tsx';
import { Duplicates } from './Duplicates.tsx';

/** One registered deal: what it is, what it is like, its clocks, and the decision. */
export default function DealPage() {
  const { dealId = '' } = useParams({ strict: false });
  const params = { path: { id: dealId } };
  const deal = $api.useSuspenseQuery('get', '/v1/deals/deals/{id}', { params }).data;
  const decides = useCan('deal.decide') === true;
  return (
    <Page
      width="wide"
      title={deal.name}
      badge={<DealState state={deal.state} />}
      description={<Whose deal={deal} />}
      actions={decides && <DealActions deal={deal} />}
    >
      {decides && <Duplicates deal={deal} />}
      {decides && <CustomerLikenesses deal={deal} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <SaleCard deal={deal} />
          <ProspectCard deal={deal} customer={deal.customer && <bdi>{deal.customer.name}</bdi>} />
          {decides && <ChoiceCard deal={deal} />}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <ClockCard deal={deal} />
          <ProtectionCard deal={deal} />
          <DealHistory deal={deal} />
        </div>
      </div>
    </Page>
  );
}

function Whose({ deal: { buyer, number } }: { deal: DealDetail }) {
  const { t } = useLingui();
  return (
    <>
      <bdi className="figures">{number}</bdi>
      {buyer && (
        <>
          {' · '}
          <Link to={path(paths.office.reseller, { resellerId: buyer.id })} aria-label={t`Open ${buyer.name}`}>
            <bdi>{buyer.name}</bdi>
          </Link>
        </>
      )}
    </>
  );
}
