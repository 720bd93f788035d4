import { Trans } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Globe, Handshake, LifeBuoy, Percent, ShoppingBag, Wallet } from '../../ui/icons.ts';

/** What the program gives, in six points. */
export function Benefits({ vendor }: { vendor: string }) {
  return (
    <section className="border-y border-line bg-surface">
      <div className="mx-auto w-full max-w-6xl px-4 py-12 sm:px-8 sm:py-16">
        <h2 className="text-2xl">
          <Trans>What the program gives you</Trans>
        </h2>
        <ul className="mt-8 grid gap-x-12 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
          <Benefit icon={Handshake} title={<Trans>The customer is yours</Trans>}>
            <Trans>Billing, pricing, support and every conversation are in your hands.</Trans>
          </Benefit>
          <Benefit icon={ShoppingBag} title={<Trans>Everything in the store</Trans>}>
            <Trans>
              Once you are a reseller you sell every product of <bdi>{vendor}</bdi>, and set them up for your
              customers from your own console.
            </Trans>
          </Benefit>
          <Benefit icon={Percent} title={<Trans>A rate of your own</Trans>}>
            <Trans>
              Your bundle plan says what each product costs you. What it costs your customer, you say.
            </Trans>
          </Benefit>
          <Benefit icon={Wallet} title={<Trans>Pre-pay or post-pay</Trans>}>
            <Trans>Pay once in advance, or by the month for what you used; by card or bank transfer.</Trans>
          </Benefit>
          <Benefit icon={LifeBuoy} title={<Trans>Second-level support</Trans>}>
            <Trans>
              You are the front line. Hand on whatever you choose to; we answer you, not your customer.
            </Trans>
          </Benefit>
          <Benefit icon={Globe} title={<Trans>In every country</Trans>}>
            <Trans>The program is open to businesses everywhere, in English and Arabic.</Trans>
          </Benefit>
        </ul>
      </div>
    </section>
  );
}

function Benefit({
  icon: Icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className="flex items-start gap-4">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <div>
        <h3 className="text-lg">{title}</h3>
        <p className="mt-1 text-muted">{children}</p>
      </div>
    </li>
  );
}
