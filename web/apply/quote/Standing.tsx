import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { CircleCheck, Info } from '../../ui/icons.ts';
import { useFormat } from '../../ui/useFormat.ts';
import type { OpenedQuote } from './QuotePage.tsx';

/** How the quote stands for its reader; nothing while it is simply open. */
export function Standing({ quote }: { quote: OpenedQuote }) {
  const { instant } = useFormat();
  const { state, acceptance } = quote;
  if (state === 'accepted' && acceptance) {
    const on = instant(acceptance.accepted_at);
    return (
      <Note good title={<Trans>Accepted. Thank you!</Trans>}>
        <Trans>
          <bdi>{acceptance.name}</bdi> accepted version {acceptance.version} on {on}. Everything is being set
          up; you will hear from us.
        </Trans>
      </Note>
    );
  }
  if (state === 'changes_asked')
    return (
      <Note title={<Trans>Your wishes are with us</Trans>}>
        <Trans>We write the next version and send you a new link. You can still accept this one.</Trans>
      </Note>
    );
  if (state === 'superseded')
    return (
      <Note title={<Trans>There is a newer version</Trans>}>
        <Trans>This version holds no more. Open the link of our latest letter.</Trans>
      </Note>
    );
  if (state === 'expired')
    return (
      <Note title={<Trans>This quote has expired</Trans>}>
        <Trans>Its prices hold no more. Ask us for a new one.</Trans>
      </Note>
    );
  if (state === 'withdrawn')
    return (
      <Note title={<Trans>This quote was withdrawn</Trans>}>
        <Trans>It can be accepted no more. Ask us if you did not expect that.</Trans>
      </Note>
    );
  return null;
}

function Note({ good, title, children }: { good?: boolean; title: ReactNode; children: ReactNode }) {
  const Icon = good ? CircleCheck : Info;
  return (
    <div
      role="status"
      className={cx(
        'flex gap-3 rounded-xl px-4 py-4',
        good ? 'bg-good-soft text-good' : 'bg-warn-soft text-warn',
      )}
    >
      <Icon className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        <p className="mt-1">{children}</p>
      </div>
    </div>
  );
}
