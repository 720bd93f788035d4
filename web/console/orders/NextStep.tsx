import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Outcome } from '../../kit/orders/words.ts';
import { cx } from '../../ui/cx.ts';
import { Info } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';

/** What happens to the order next; for one that is held, whom it waits for. `placed`: it has been placed already. */
export function NextStep({ outcome, placed }: { outcome: Outcome; placed: boolean }) {
  const waits = outcome.hold !== null;
  return (
    <div
      className={cx(
        'flex gap-2.5 rounded-lg px-3.5 py-3',
        waits ? 'bg-warn-soft text-warn' : 'bg-accent-soft text-accent-text',
      )}
    >
      <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="font-semibold">
          <Trans>What happens next</Trans>
        </p>
        <p className="mt-0.5">{sentence(outcome, placed)}</p>
        {outcome.contact && <Contact contact={outcome.contact} />}
      </div>
    </div>
  );
}

function sentence({ hold }: Outcome, placed: boolean): ReactNode {
  if (hold === 'special_price')
    return placed ? (
      <Trans>
        The order is held: this customer needs a special price, which management has to approve. Request it
        here; your channel supervisor is brought in, and nothing is billed meanwhile.
      </Trans>
    ) : (
      <Trans>
        The order will be held: this customer needs a special price, which management has to approve. You
        request it from the order; nothing is billed meanwhile.
      </Trans>
    );
  if (hold === 'prepay')
    return placed ? (
      <Trans>The order waits for its payment request. It is provisioned as soon as that is paid.</Trans>
    ) : (
      <Trans>You get a payment request; the order is provisioned as soon as it is paid.</Trans>
    );
  return <Trans>It is provisioned at once and billed at the end of the month.</Trans>;
}

function Contact({ contact: { name, email } }: { contact: NonNullable<Outcome['contact']> }) {
  return (
    <p className="mt-2">
      <bdi className="font-medium">{name}</bdi>
      {' · '}
      <OutLink plain href={`mailto:${email}`} className="underline underline-offset-3">
        <bdi>{email}</bdi>
      </OutLink>
    </p>
  );
}
