import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { ProductName } from '../../kit/orders/ProductName.tsx';
import { SubscriptionState } from '../../kit/orders/states.tsx';
import type { Subscription } from '../../kit/orders/words.ts';
import { Page } from '../../kit/Page.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { useCan, useSession } from '../../kit/session.ts';
import { SupportContact } from '../../kit/support/SupportContact.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Repeat } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Empty, ErrorState, Skeleton } from '../../ui/states.tsx';
import { OpenInvoices } from './OpenInvoices.tsx';

/** What the customer uses, what it owes, and who helps. */
export default function HomePage() {
  const { t } = useLingui();
  const { person, seller } = useSession();
  const bills = useCan('invoice.read') === true;
  const name = person.name;
  return (
    <Page
      title={t`Welcome, ${name}`}
      description={<Trans>What your organization uses, and who helps with it.</Trans>}
    >
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-6 max-lg:order-last">
          <Subscriptions />
          {bills && <OpenInvoices />}
        </div>
        {seller && <SupportContact partner={seller} />}
      </div>
    </Page>
  );
}

const SHOWN = 6;

function Subscriptions() {
  const { t } = useLingui();
  const all = <Link to={paths.panel.subscriptions}>{t`All subscriptions`}</Link>;
  return (
    <Card flush title={t`Your subscriptions`} actions={all}>
      <Rows />
    </Card>
  );
}

function Rows() {
  const { t } = useLingui();
  const params = { query: { limit: SHOWN } };
  const { data, error, refetch } = $api.useQuery('get', '/v1/orders/subscriptions', { params });
  if (error && !data)
    return (
      <ErrorState title={t`Your subscriptions could not be read`} onRetry={() => void refetch()}>
        {sentenceOf(error)}
      </ErrorState>
    );
  if (!data) return <RowsPending />;
  if (data.items.length === 0)
    return (
      <Empty icon={Repeat} title={t`Nothing yet`}>
        {t`What your partner orders for you stands here as soon as it is active.`}
      </Empty>
    );
  return (
    <ul className="divide-y divide-line">
      {data.items.map((subscription) => (
        <Row key={subscription.id} subscription={subscription} />
      ))}
    </ul>
  );
}

function Row({ subscription }: { subscription: Subscription }) {
  const { count } = useOfferWords();
  const { id, offer, domain, quantity, state } = subscription;
  return (
    <li>
      <Link
        plain
        to={path(paths.panel.subscription, { subscriptionId: id })}
        className="flex h-16 items-center gap-4 px-5 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 grow">
          <ProductName offer={offer} domain={domain} />
        </span>
        <span className="figures shrink-0 text-muted max-sm:hidden">{count(offer.unit, quantity)}</span>
        <span className="flex w-24 shrink-0 justify-end">
          <SubscriptionState state={state} />
        </span>
      </Link>
    </li>
  );
}

function RowsPending() {
  return (
    <div aria-hidden="true" className="divide-y divide-line">
      {['a', 'b', 'c'].map((key) => (
        <div key={key} className="flex h-16 items-center justify-between gap-6 px-5">
          <Skeleton className="h-4 w-56" />
          <Skeleton className="h-5 w-20 rounded-full" />
        </div>
      ))}
    </div>
  );
}
