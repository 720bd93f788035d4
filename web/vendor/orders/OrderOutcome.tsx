import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { cx } from '../../ui/cx.ts';
import { CircleAlert, Clock, Info } from '../../ui/icons.ts';

/** What the order waits for, in the office's words. Nothing needs to be said of an order that is done. */
export function OrderOutcome({ order }: { order: OrderDetail }) {
  const { state } = order;
  if (state === 'fulfilled' || state === 'cancelled') return null;
  const waits = state === 'held' || state === 'awaiting_payment';
  const Icon = state === 'failed' ? CircleAlert : waits ? Clock : Info;
  const calm = waits ? 'bg-warn-soft text-warn' : 'bg-accent-soft text-accent-text';
  return (
    <p
      className={cx(
        'flex items-start gap-3 rounded-xl px-5 py-4',
        state === 'failed' ? 'bg-bad-soft text-bad' : calm,
      )}
    >
      <Icon className="mt-0.5 size-4.5 shrink-0" strokeWidth={1.75} aria-hidden />
      <span className="max-w-prose text-ink">{sentenceOf(order)}</span>
    </p>
  );
}

function sentenceOf({ state, customer, outcome }: OrderDetail): ReactNode {
  const name = <bdi>{customer.name}</bdi>;
  if (state === 'held')
    return (
      <Trans>
        {name} is a government body or has more than 750 employees, so management must approve a special price
        first. The reseller requests it, <bdi>{outcome.contact?.name}</bdi> endorses it; nothing is
        provisioned or billed meanwhile.
      </Trans>
    );
  if (state === 'awaiting_payment')
    return <Trans>The reseller pays ahead: the order goes on as soon as its payment request is paid.</Trans>;
  if (state === 'failed')
    return <Trans>Something could not be provisioned. See why below, and try it again.</Trans>;
  return <Trans>The order is being provisioned; what happens appears below.</Trans>;
}
