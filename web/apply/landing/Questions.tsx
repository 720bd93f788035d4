import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';

/** What businesses ask before they apply. */
export function Questions({ vendor }: { vendor: string }) {
  return (
    <section className="border-t border-line bg-surface">
      <div className="mx-auto w-full max-w-6xl px-4 py-12 sm:px-8 sm:py-16">
        <h2 className="text-2xl">
          <Trans>Good to know</Trans>
        </h2>
        <dl className="mt-8 grid gap-x-12 gap-y-8 sm:grid-cols-2">
          <Question asked={<Trans>Whom may I sell to?</Trans>}>
            <Trans>
              To businesses and organizations of any size. For more than 750 employees and for government
              bodies your channel supervisor asks the management of <bdi>{vendor}</bdi> for a special price
              with you.
            </Trans>
          </Question>
          <Question asked={<Trans>What must I invest?</Trans>}>
            <Trans>
              No minimum. It grows with what your customers want. We do expect some time for product and sales
              training at the start.
            </Trans>
          </Question>
          <Question asked={<Trans>Who sends the bill to my customer?</Trans>}>
            <Trans>
              You do, at your own prices and on your own agreement. <bdi>{vendor}</bdi> bills you alone.
            </Trans>
          </Question>
          <Question asked={<Trans>Can my customers choose somebody else?</Trans>}>
            <Trans>Always. They are free to choose the partner they want to work with.</Trans>
          </Question>
        </dl>
      </div>
    </section>
  );
}

function Question({ asked, children }: { asked: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt className="text-lg font-semibold">{asked}</dt>
      <dd className="mt-1 max-w-prose text-muted">{children}</dd>
    </div>
  );
}
