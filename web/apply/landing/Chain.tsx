import { Trans } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { Building2, Handshake, Server } from '../../ui/icons.ts';

/** The program in one drawing: the vendor, the reseller, its customers, and what passes between them. */
export function Chain({ vendor }: { vendor: string }) {
  return (
    <ol className="mx-auto w-full max-w-md lg:max-w-none">
      <Link icon={Server} name={<bdi>{vendor}</bdi>}>
        <Trans>Builds, runs, and supports you</Trans>
      </Link>
      <Bond
        down={<Trans>Products at your discounted rate</Trans>}
        up={<Trans>One invoice to you, at the end of the month</Trans>}
      />
      <Link icon={Handshake} name={<Trans>Your company</Trans>} own>
        <Trans>Advises, orders, bills and supports</Trans>
      </Link>
      <Bond
        down={<Trans>Your bundle, your price, your care</Trans>}
        up={<Trans>Your own agreement and invoice</Trans>}
      />
      <Link icon={Building2} name={<Trans>Your customers</Trans>}>
        <Trans>Small, medium and large businesses</Trans>
      </Link>
    </ol>
  );
}

type LinkProps = { icon: LucideIcon; name: ReactNode; own?: boolean; children: ReactNode };

function Link({ icon: Icon, name, own, children }: LinkProps) {
  return (
    <li
      className={cx(
        'flex items-center gap-4 rounded-xl border p-4 shadow-mid',
        own ? 'border-accent bg-accent text-on-accent' : 'border-line bg-surface',
      )}
    >
      <span
        className={cx(
          'flex size-11 shrink-0 items-center justify-center rounded-lg',
          own ? 'bg-on-accent/15' : 'bg-accent-soft text-accent-text',
        )}
      >
        <Icon className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <span className="min-w-0">
        <span className="block text-lg font-semibold">{name}</span>
        <span className={cx('block', !own && 'text-muted')}>{children}</span>
      </span>
    </li>
  );
}

/** What goes down an edge, and what comes back. */
function Bond({ down, up }: { down: ReactNode; up: ReactNode }) {
  return (
    <li className="flex items-stretch gap-4 ps-9 text-sm">
      <span className="w-0.5 shrink-0 bg-line-strong" aria-hidden="true" />
      <span className="flex flex-col gap-1 py-3">
        <span className="font-medium">{down}</span>
        <span className="text-muted">{up}</span>
      </span>
    </li>
  );
}
