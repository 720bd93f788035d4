import { Trans } from '@lingui/react/macro';
import { useOfferWords } from '../../kit/orders/offers.ts';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { type Stretch, stretchesOf } from './segments.ts';

/** The quantities a subscription has had, as bars of their height, the present one last. */
export function Timeline({ subscription }: { subscription: SubscriptionDetail }) {
  const stretches = stretchesOf(subscription.segments);
  if (stretches.length === 0)
    return (
      <p className="text-muted">
        <Trans>It begins on the day it is active.</Trans>
      </p>
    );
  const most = Math.max(...stretches.map(({ quantity }) => quantity), 1);
  return (
    <ol className="flex flex-col gap-2.5">
      {stretches.map((stretch) => (
        <Row
          key={stretch.from}
          stretch={stretch}
          share={stretch.quantity / most}
          unit={subscription.offer.unit}
        />
      ))}
    </ol>
  );
}

function Row({ stretch, share, unit }: { stretch: Stretch; share: number; unit: string }) {
  const { date, period } = useFormat();
  const { count } = useOfferWords();
  const { from, until, quantity, paused } = stretch;
  const day = date(from);
  return (
    <li className="grid items-center gap-x-5 gap-y-1 sm:grid-cols-[13rem_1fr_7rem]">
      <span className={cx(until === null ? 'font-medium' : 'text-muted')}>
        {until ? period(from, until) : <Trans>Since {day}</Trans>}
      </span>
      <span aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-sunken max-sm:order-3">
        <span
          className={cx(
            'block h-full rounded-full',
            paused ? 'bg-line-strong' : until === null ? 'bg-accent' : 'bg-accent-text/30',
          )}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="figures sm:text-end">
        {paused ? <Trans>Paused</Trans> : quantity === 0 ? <Trans>Ended</Trans> : count(unit, quantity)}
      </span>
    </li>
  );
}
