import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Drawer } from '../../ui/Dialog.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Money } from '../../ui/Money.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Refusal } from '../form/Form.tsx';
import { sentenceOf } from '../problems.ts';
import { RefundPayment } from './RefundPayment.tsx';
import { Refunds } from './Refunds.tsx';
import { ReversePayment } from './ReversePayment.tsx';
import { type Payment, type PaymentDetail, useBillingWords, useReversalWords } from './words.ts';

type Props = { payment: Payment | null; invoiceTo: (id: string) => string; onClose: () => void };

/** One payment beside the list: how it came, what it settled, what was refunded or taken back of it, and the ways to do either. */
export function PaymentDrawer({ payment, invoiceTo, onClose }: Props) {
  const { money } = useFormat();
  const title = useTitle(payment);
  return (
    <Drawer
      open={payment !== null}
      onOpenChange={(open) => open || onClose()}
      title={title}
      description={
        payment && (
          <>
            <bdi>{payment.buyer.name}</bdi> · <bdi>{money(payment.amount)}</bdi>
          </>
        )
      }
    >
      {payment && <Detail id={payment.id} invoiceTo={invoiceTo} />}
    </Drawer>
  );
}

function useTitle(payment: Payment | null): string {
  const { t } = useLingui();
  if (payment?.reason === 'refunded') return t`Refund`;
  if (payment?.reason === 'refund_failed') return t`Refund came back`;
  return payment?.reverses_id ? t`Payment reversed` : t`Payment`;
}

function Detail({ id, invoiceTo }: { id: string; invoiceTo: Props['invoiceTo'] }) {
  const { data, error } = $api.useQuery('get', '/v1/billing/payments/{id}', { params: { path: { id } } });
  if (error) return <Refusal>{sentenceOf(error)}</Refusal>;
  if (!data) return <SkeletonText lines={5} />;
  return (
    <div className="flex flex-col gap-6">
      <Facts payment={data} />
      <Parts payment={data} invoiceTo={invoiceTo} />
      <Refunds refunds={data.refund ? [data.refund] : data.refunds} />
      {data.reverses_id === null && data.reversal === null && (
        <div className="flex flex-wrap justify-end gap-3">
          <ReversePayment payment={data} />
          <RefundPayment payment={data} />
        </div>
      )}
    </div>
  );
}

function Facts({ payment }: { payment: PaymentDetail }) {
  const { t } = useLingui();
  const { date, instant } = useFormat();
  const { method } = useBillingWords();
  const { reasons } = useReversalWords();
  const { amount, taken, waiting, refundable, reversal, reason } = payment;
  const back = taken.amount > 0 && reversal === null;
  const more = refundable.amount > 0 && refundable.amount !== waiting.amount;
  const day = reversal && date(reversal.on);
  return (
    <KeyValues
      facts={[
        { label: t`Amount`, value: <Money value={amount} /> },
        { label: useDayLabel(payment), value: date(payment.received_on) },
        { label: t`How`, value: method(payment.method) },
        reason !== null && { label: t`Reason`, value: reasons[reason] },
        { label: t`Note`, value: payment.note && <bdi className="wrap-anywhere">{payment.note}</bdi> },
        back && { label: t`Sent back`, value: <Money value={taken} /> },
        waiting.amount > 0 && { label: t`Left as credit`, value: <Money value={waiting} /> },
        more && { label: t`Can be refunded`, value: <Money value={refundable} /> },
        reversal !== null && {
          label: t`Reversed`,
          value: (
            <>
              {day} · {reasons[reversal.reason]}
            </>
          ),
        },
        { label: t`Recorded`, value: instant(payment.recorded_at) },
      ]}
    />
  );
}

function useDayLabel({ reason }: PaymentDetail): string {
  const { t } = useLingui();
  if (reason === 'refund_failed') return t`Came back on`;
  return reason ? t`Gone on` : t`Received`;
}

function Parts({ payment, invoiceTo }: { payment: PaymentDetail; invoiceTo: Props['invoiceTo'] }) {
  const gone = payment.reversal !== null || payment.reverses_id !== null;
  if (payment.parts.length === 0) return null;
  return (
    <section>
      <h3 className="font-medium">
        {gone ? <Trans>Invoices it no longer pays</Trans> : <Trans>Invoices it pays</Trans>}
      </h3>
      <ul className="mt-2 divide-y divide-line">
        {payment.parts.map(({ invoice, amount }) => (
          <li key={invoice.id} className="flex items-baseline justify-between gap-4 py-2">
            <Link to={invoiceTo(invoice.id)} className="figures text-accent-text hover:underline">
              <bdi>{invoice.number}</bdi>
            </Link>
            <Money value={{ ...amount, amount: Math.abs(amount.amount) }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
