import { Trans } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { $api } from '../../api/client.ts';
import { cx } from '../../ui/cx.ts';
import { CircleAlert, CircleCheck } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { pageOfCheckout } from './checkouts.ts';

/** After the gateway led back (`?checkout=`): how the card payment stands, live. Nothing otherwise. */
export function CheckoutNotice() {
  const { checkout } = useSearch({ strict: false }) as { checkout?: string };
  useWayBack(checkout);
  return checkout ? <Standing id={checkout} /> : null;
}

/** The gateway leads to one page of the face; who began elsewhere (an order) goes on there. */
function useWayBack(checkout: string | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    const begun = checkout && pageOfCheckout(checkout);
    if (begun) void navigate({ to: begun, search: { checkout } as never, replace: true });
  }, [checkout, navigate]);
}

function Standing({ id }: { id: string }) {
  const { data } = $api.useQuery(
    'get',
    '/v1/billing/checkouts/{id}',
    { params: { path: { id } } },
    { refetchInterval: ({ state }) => (state.data && state.data.state !== 'open' ? false : 1500) },
  );
  if (!data) return null;
  if (data.state === 'paid')
    return (
      <Notice tone="good" icon={<CircleCheck className="size-4.5" aria-hidden />}>
        <Trans>
          Your card payment of <Money value={data.amount} /> has arrived. Thank you.
        </Trans>
      </Notice>
    );
  if (data.state === 'expired')
    return (
      <Notice tone="bad" icon={<CircleAlert className="size-4.5" aria-hidden />}>
        <Trans>The card payment was not completed; nothing was taken. You can try again.</Trans>
      </Notice>
    );
  return (
    <Notice tone="info" icon={<Spinner className="size-4.5" />}>
      <Trans>
        Waiting for the payment provider to confirm <Money value={data.amount} />…
      </Trans>
    </Notice>
  );
}

const grounds = {
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  info: 'bg-accent-soft text-accent-text',
};

/** A line over a page: what has just happened, or goes on. */
export function Notice({
  tone,
  icon,
  children,
}: {
  tone: keyof typeof grounds;
  icon: ReactNode;
  children: ReactNode;
}) {
  return (
    <p
      role="status"
      className={cx('flex items-center gap-3 rounded-lg px-4 py-3 font-medium', grounds[tone])}
    >
      <span className="shrink-0">{icon}</span>
      <span>{children}</span>
    </p>
  );
}
