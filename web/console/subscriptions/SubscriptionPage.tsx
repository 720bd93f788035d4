import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Operations, useActivationToast } from '../../kit/orders/Operations.tsx';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { SubscriptionPrices } from '../../kit/orders/SubscriptionPrices.tsx';
import { SubscriptionState } from '../../kit/orders/states.tsx';
import { Timeline } from '../../kit/orders/Timeline.tsx';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { CancelButton } from './CancelButton.tsx';
import { PauseButton } from './PauseButton.tsx';
import { QuantityButton } from './QuantityButton.tsx';

/** One subscription: how many since when, every change with its steps, and what can be done. */
export default function SubscriptionPage() {
  const { text } = useFormat();
  const { subscriptionId = '' } = useParams({ strict: false }) as { subscriptionId?: string };
  const { data: subscription } = $api.useSuspenseQuery('get', '/v1/orders/subscriptions/{id}', {
    params: { path: { id: subscriptionId } },
  });
  useActivationToast((id) => (id === subscription.id ? text(subscription.offer.product_name) : undefined));
  const { offer, domain } = subscription;
  const description = (
    <>
      <bdi>{text(offer.offer_name)}</bdi>
      {domain && (
        <>
          {' · '}
          <bdi>{domain}</bdi>
        </>
      )}
    </>
  );
  return (
    <Page
      title={text(offer.product_name)}
      description={description}
      badge={<SubscriptionState state={subscription.state} />}
      actions={<Actions subscription={subscription} />}
    >
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Card flush title={<Trans>Timeline</Trans>}>
            <Timeline subscription={subscription} />
          </Card>
          <Card flush title={<Trans>Changes</Trans>}>
            <Operations operations={subscription.operations} />
          </Card>
        </div>
        <div className="flex flex-col gap-6">
          <Facts subscription={subscription} />
          <SubscriptionPrices subscription={subscription} footer={<InStore subscription={subscription} />} />
        </div>
      </div>
    </Page>
  );
}

function Actions({ subscription }: { subscription: SubscriptionDetail }) {
  if (subscription.state === 'cancelled' || subscription.state === 'failed') return null;
  return (
    <>
      <CancelButton subscription={subscription} />
      <PauseButton subscription={subscription} />
      {subscription.state !== 'paused' && <QuantityButton subscription={subscription} />}
    </>
  );
}

function Facts({ subscription }: { subscription: SubscriptionDetail }) {
  const { t } = useLingui();
  const { date, instant } = useFormat();
  const { count, term, cycle, pauses } = useOfferWords();
  const { offer, customer, number, quantity } = subscription;
  const buyer = (
    <Link to={path(paths.console.customer, { customerId: customer.id })}>
      <bdi>{customer.name}</bdi>
    </Link>
  );
  return (
    <Card title={t`Subscription`}>
      <KeyValues
        facts={[
          { label: t`Number`, value: <bdi className="figures">{number}</bdi> },
          { label: t`Customer`, value: buyer },
          { label: t`Quantity`, value: count(offer.unit, quantity) },
          { label: t`Term`, value: `${term(offer)} · ${cycle(offer)}` },
          offer.billing !== 'one_time' && { label: t`Pausing`, value: pauses(subscription.pausing) },
          { label: t`Ordered`, value: instant(subscription.ordered_at) },
          { label: t`Active since`, value: subscription.activated_on && date(subscription.activated_on) },
          subscription.state === 'paused' && {
            label: t`Resumes on`,
            value: subscription.resumes_on ? date(subscription.resumes_on) : t`When you resume it`,
          },
          subscription.renews_on !== null && { label: t`Renews on`, value: date(subscription.renews_on) },
        ]}
      />
    </Card>
  );
}

function InStore({ subscription: { offer } }: { subscription: SubscriptionDetail }) {
  return (
    <Link to={path(paths.console.product, { productId: offer.product_id })}>
      <Trans>See it in the store</Trans>
    </Link>
  );
}
