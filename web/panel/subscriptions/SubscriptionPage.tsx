import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Operations } from '../../kit/orders/Operations.tsx';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { SubscriptionPrices } from '../../kit/orders/SubscriptionPrices.tsx';
import { SubscriptionState } from '../../kit/orders/states.tsx';
import { Timeline } from '../../kit/orders/Timeline.tsx';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { Page } from '../../kit/Page.tsx';
import { useSession } from '../../kit/session.ts';
import { SupportContact } from '../../kit/support/SupportContact.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** One subscription: how many since when, and whom to ask for a change. */
export default function SubscriptionPage() {
  const { text } = useFormat();
  const { seller } = useSession();
  const { subscriptionId = '' } = useParams({ strict: false }) as { subscriptionId?: string };
  const { data: subscription } = $api.useSuspenseQuery('get', '/v1/orders/subscriptions/{id}', {
    params: { path: { id: subscriptionId } },
  });
  const { offer, domain } = subscription;
  return (
    <Page
      title={text(offer.product_name)}
      description={
        <>
          <bdi>{text(offer.offer_name)}</bdi>
          {domain && (
            <>
              {' · '}
              <bdi>{domain}</bdi>
            </>
          )}
        </>
      }
      badge={<SubscriptionState state={subscription.state} />}
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
          <SubscriptionPrices subscription={subscription} />
          {seller && <SupportContact partner={seller} />}
        </div>
      </div>
    </Page>
  );
}

function Facts({ subscription }: { subscription: SubscriptionDetail }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { count, term } = useOfferWords();
  const { offer, number, quantity, activated_on, renews_on, state, resumes_on } = subscription;
  return (
    <Card title={t`Subscription`} footer={<Trans>For more, fewer or an end, ask your partner.</Trans>}>
      <KeyValues
        facts={[
          { label: t`Number`, value: <bdi className="figures">{number}</bdi> },
          { label: t`Quantity`, value: count(offer.unit, quantity) },
          { label: t`Term`, value: term(offer) },
          { label: t`Active since`, value: activated_on && date(activated_on) },
          state === 'paused' && {
            label: t`Paused`,
            value: resumes_on ? t`Resumes on ${date(resumes_on)}` : t`Until your partner resumes it`,
          },
          renews_on !== null && { label: t`Renews on`, value: date(renews_on) },
        ]}
      />
    </Card>
  );
}
