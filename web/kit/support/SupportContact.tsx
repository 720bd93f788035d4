import { Trans, useLingui } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Globe, Mail, Phone } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { brandGround, brandInk } from './brand.ts';

/** Who helps the customer: the reseller's name, contact and colour. */
export type Partner = {
  name: string;
  support_email: string | null;
  support_phone: string | null;
  support_url: string | null;
  brand_color: string | null;
};

/** The partner's card: in its colour, with every way to reach it. Customers see it; the reseller's settings preview it. */
export function SupportContact({ partner }: { partner: Partner }) {
  return (
    <section className="overflow-hidden rounded-xl border border-line bg-surface shadow-low">
      <header
        className="px-5 py-4"
        style={{ backgroundColor: brandGround(partner.brand_color), color: brandInk(partner.brand_color) }}
      >
        <p className="text-sm">
          <Trans>Your partner</Trans>
        </p>
        <p className="text-lg font-semibold">
          <bdi>{partner.name}</bdi>
        </p>
      </header>
      <Ways partner={partner} />
    </section>
  );
}

function Ways({ partner: { support_email, support_phone, support_url } }: { partner: Partner }) {
  const { t } = useLingui();
  if (!support_email && !support_phone && !support_url)
    return (
      <p className="px-5 py-4 text-muted">
        <Trans>They have not said how to reach them yet.</Trans>
      </p>
    );
  return (
    <ul className="divide-y divide-line">
      {support_email && (
        <Way icon={Mail} label={t`E-mail`} href={`mailto:${support_email}`}>
          {support_email}
        </Way>
      )}
      {support_phone && (
        <Way icon={Phone} label={t`Phone`} href={`tel:${support_phone.replace(/[^+\d]/g, '')}`}>
          {support_phone}
        </Way>
      )}
      {support_url && (
        <Way icon={Globe} label={t`Support page`} href={support_url} newTab>
          {support_url.replace(/^https?:\/\//, '').replace(/\/$/, '')}
        </Way>
      )}
    </ul>
  );
}

type WayProps = { icon: LucideIcon; label: string; href: string; newTab?: boolean; children: ReactNode };

function Way({ icon: Icon, label, href, newTab, children }: WayProps) {
  return (
    <li>
      <OutLink
        plain
        href={href}
        newTab={newTab ?? false}
        className="flex items-center gap-3.5 px-5 py-3 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <Icon className="size-4.5 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
        <span className="min-w-0">
          <span className="block text-sm text-muted">{label}</span>
          <bdi className="block truncate font-medium">{children}</bdi>
        </span>
      </OutLink>
    </li>
  );
}
