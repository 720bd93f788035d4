import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { CheckoutNotice } from '../../kit/billing/CheckoutNotice.tsx';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { useActivationToast } from '../../kit/orders/Operations.tsx';
import { OrderState } from '../../kit/orders/states.tsx';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { History } from './History.tsx';
import { NextStep } from './NextStep.tsx';
import { OrderLines } from './OrderLines.tsx';
import { PaymentRequest } from './PaymentRequest.tsx';
import { useOrderSteps } from './steps.ts';

/** One order from its placing to the last line's activation, live. */
export default function OrderPage() {
  const { orderId = '' } = useParams({ strict: false }) as { orderId?: string };
  const { data: order } = $api.useSuspenseQuery('get', '/v1/orders/orders/{id}', {
    params: { path: { id: orderId } },
  });
  const { text } = useFormat();
  useActivationToast((id) => {
    const line = order.lines.find(({ subscription_id }) => subscription_id === id);
    return line && text(line.offer.product_name);
  });
  return (
    <Page
      title={order.number}
      badge={<OrderState state={order.state} />}
      actions={
        <>
          {order.can.cancel === true && <CancelButton order={order} />}
          {order.state === 'held' && <SpecialPriceButton order={order} />}
        </>
      }
    >
      <Card>
        <Stepper steps={useOrderSteps(order)} />
      </Card>
      <CheckoutNotice />
      {order.outcome.hold && <NextStep outcome={order.outcome} placed />}
      {order.state === 'awaiting_payment' && <PaymentRequest orderId={order.id} />}
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
        <OrderLines order={order} />
        <div className="flex flex-col gap-6">
          <Facts order={order} />
          <History order={order} />
        </div>
      </div>
    </Page>
  );
}

function Facts({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const customer = (
    <Link to={path(paths.console.customer, { customerId: order.customer.id })}>
      <bdi>{order.customer.name}</bdi>
    </Link>
  );
  return (
    <Card title={t`Order`}>
      <KeyValues
        facts={[
          { label: t`Customer`, value: customer },
          { label: t`Placed`, value: instant(order.placed_at) },
        ]}
      />
    </Card>
  );
}

/** What the reseller does about a held order: release it at the approved price, look at its request, or make one. */
function SpecialPriceButton({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const params = { query: { customer_id: order.customer.id, state: 'requested,returned,in_approval' } };
  const [open] = $api.useQuery('get', '/v1/deals/special-prices', { params }).data?.items ?? [];
  const release = $api.useMutation('post', '/v1/orders/orders/{id}/release', {
    onSuccess: () => toast.good(t`The order goes on`),
  });
  if (order.can.release === true)
    return (
      <Button
        variant="primary"
        busy={release.isPending}
        onClick={() => release.mutate({ params: { path: { id: order.id } }, body: { note: null } })}
      >
        <Trans>Release at the approved price</Trans>
      </Button>
    );
  if (open)
    return (
      <ButtonLink variant="primary" to={path(paths.console.specialPrice, { specialPriceId: open.id })}>
        <Trans>See the request</Trans>
      </ButtonLink>
    );
  return (
    <ButtonLink variant="primary" to={`${paths.console.newSpecialPrice}?order=${order.id}`}>
      <Trans>Request a special price</Trans>
    </ButtonLink>
  );
}

function CancelButton({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const cancel = $api.useMutation('post', '/v1/orders/orders/{id}/cancel', {
    onSuccess: () => toast.good(t`Order cancelled`),
  });
  const press = async () => {
    const sure = await confirm({
      title: t`Cancel this order?`,
      description: t`Nothing of it was provisioned; nothing is billed.`,
      action: t`Cancel the order`,
      danger: true,
    });
    if (sure) cancel.mutate({ params: { path: { id: order.id } }, body: { note: null } });
  };
  return (
    <Button busy={cancel.isPending} disabled={unless(order.can.cancel)} onClick={() => void press()}>
      <Trans>Cancel the order</Trans>
    </Button>
  );
}
