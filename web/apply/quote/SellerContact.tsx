import { Trans } from '@lingui/react/macro';
import { OutLink } from '../../ui/Link.tsx';
import type { OpenedQuote } from './QuotePage.tsx';

/** Whom to ask. */
export function SellerContact({ seller }: Pick<OpenedQuote, 'seller'>) {
  const { support_email, support_phone, support_url } = seller;
  const ways = [
    support_email && { href: `mailto:${support_email}`, text: support_email },
    support_phone && { href: `tel:${support_phone.replace(/\s/g, '')}`, text: support_phone },
    support_url && { href: support_url, text: support_url.replace(/^https?:\/\//, '') },
  ].filter((way) => way !== null && way !== '');
  if (ways.length === 0) return null;
  return (
    <div className="px-1 text-sm">
      <p className="text-muted">
        <Trans>Questions? Ask us.</Trans>
      </p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {ways.map((way) => (
          <li key={way.href}>
            <OutLink href={way.href}>
              <bdi dir="ltr">{way.text}</bdi>
            </OutLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
