import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { HowToPay } from '../../kit/billing/HowToPay.tsx';
import { useCan, useSession } from '../../kit/session.ts';
import { Card } from '../../ui/Card.tsx';
import { CircleCheck } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty, SkeletonText } from '../../ui/states.tsx';

/** What an order that is billed ahead waits for, and how to pay it. */
export function PaymentRequest({ orderId }: { orderId: string }) {
  const { t } = useLingui();
  const mayRead = useCan('payment.read');
  const mayPay = useCan('invoice.pay') ?? true;
  const { seller } = useSession();
  const params = { query: { order_id: orderId } };
  const { data } = $api.useQuery(
    'get',
    '/v1/billing/payment-requests',
    { params },
    { enabled: mayRead === true },
  );
  if (mayRead !== true) return <Card title={t`Payment request`}>{mayRead}</Card>;
  if (!data || !seller)
    return (
      <Card title={t`Payment request`}>
        <SkeletonText lines={5} />
      </Card>
    );
  const open = data.items.find(({ state }) => state === 'open');
  // It is written a moment after the order, and the order goes on a moment after it is paid, both by the worker; the news brings them.
  if (!open)
    return (
      <Card title={t`Payment request`}>
        {data.items.some(({ state }) => state === 'paid') ? (
          <Empty icon={CircleCheck} title={t`It is paid`}>{t`The order goes on in a moment.`}</Empty>
        ) : (
          <Empty title={t`The payment request is being written`} />
        )}
      </Card>
    );
  return (
    <>
      <p className="text-lg">
        {t`Payment request`}: <Money value={open.total} className="font-semibold" />{' '}
        <span className="text-base text-muted">
          ({t`of which tax`} <Money value={open.tax} />)
        </span>
      </p>
      <HowToPay
        seller={seller}
        amount={open.total}
        reference={open.payment_reference}
        payable={{ payment_request_id: open.id }}
        can={mayPay}
      />
    </>
  );
}
