import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { SubscriptionPrices } from '../../kit/orders/SubscriptionPrices.tsx';
import { SubscriptionState } from '../../kit/orders/states.tsx';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { OperationsByHand } from '../orders/OperationsByHand.tsx';
import { CorrectButton } from './CorrectButton.tsx';
import { Timeline } from './Timeline.tsx';

/** One subscription: whose it is, its quantities over time, and every change with its steps. */
export default function SubscriptionPage() {
  const { t } = useLingui();
  const { text } = useFormat();
  const { subscriptionId = '' } = useParams({ strict: false });
  const params = { path: { id: subscriptionId } };
  const subscription = $api.useSuspenseQuery('get', '/v1/orders/subscriptions/{id}', { params }).data;
  return (
    <Page
      title={text(subscription.offer.product_name)}
      badge={<SubscriptionState state={subscription.state} />}
      actions={<CorrectButton subscription={subscription} />}
      description={
        <>
          <bdi className="figures">{subscription.number}</bdi>
          {subscription.domain && (
            <>
              {' · '}
              <bdi>{subscription.domain}</bdi>
            </>
          )}
        </>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          <Card
            title={t`Timeline`}
            description={<Trans>What is billed follows these quantities, day by day.</Trans>}
          >
            <Timeline subscription={subscription} />
          </Card>
          <Card flush title={t`Changes`}>
            <OperationsByHand operations={subscription.operations} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Facts subscription={subscription} />
          <SubscriptionPrices subscription={subscription} />
        </div>
      </div>
    </Page>
  );
}

function Facts({ subscription }: { subscription: SubscriptionDetail }) {
  const { t } = useLingui();
  const { date, instant, text } = useFormat();
  const { count, term, cycle } = useOfferWords();
  const { offer, seller, customer } = subscription;
  const productLink = path(paths.office.product, { productId: offer.product_id });
  return (
    <Card title={t`Subscription`}>
      <KeyValues
        facts={[
          {
            label: t`Reseller`,
            value: (
              <Link to={path(paths.office.reseller, { resellerId: seller.id })}>
                <bdi>{seller.name}</bdi>
              </Link>
            ),
          },
          { label: t`Customer`, value: <bdi>{customer.name}</bdi> },
          { label: t`Product`, value: <Link to={productLink}>{text(offer.product_name)}</Link> },
          { label: t`Offer`, value: text(offer.offer_name) },
          { label: t`Term`, value: term(offer) },
          { label: t`Billed`, value: cycle(offer) },
          { label: t`Quantity`, value: count(offer.unit, subscription.quantity) },
          { label: t`Ordered`, value: instant(subscription.ordered_at) },
          { label: t`Active since`, value: subscription.activated_on && date(subscription.activated_on) },
          subscription.state === 'paused' && {
            label: t`Resumes`,
            value: subscription.resumes_on ? date(subscription.resumes_on) : t`When its reseller resumes it`,
          },
          { label: t`Renews`, value: subscription.renews_on && date(subscription.renews_on) },
        ]}
      />
    </Card>
  );
}
