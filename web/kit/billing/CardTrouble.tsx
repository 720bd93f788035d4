import { Plural, Trans } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { CircleAlert } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Notice } from './CheckoutNotice.tsx';

/** Over the invoices: that the kept card was declined for some that are open. Nothing otherwise. */
export function CardTrouble({ cardPath }: { cardPath: string }) {
  const { data } = $api.useQuery('get', '/v1/billing/card', {}, { retry: false });
  const declined = data?.charges.filter(
    ({ state, tries, open }) =>
      open.amount > 0 && (state === 'stopped' || (state === 'waiting' && tries > 0)),
  );
  if (!declined?.length) return null;
  return (
    <Notice tone="bad" icon={<CircleAlert className="size-4.5" aria-hidden />}>
      <Plural
        value={declined.length}
        one="Your card was declined for one payment."
        other="Your card was declined for # payments."
      />{' '}
      <Link to={cardPath}>
        <Trans>See why and what to do</Trans>
      </Link>
    </Notice>
  );
}
