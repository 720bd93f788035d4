import { Trans } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { useCan } from '../session.ts';
import { Strip } from './Strip.tsx';

/** Tells a buyer that nothing new is sold to it for now, and what to pay first; nothing where it may buy. */
export function HeldNotice() {
  const enabled = useCan('invoice.read') === true;
  const hold = $api.useQuery('get', '/v1/billing/hold', {}, { enabled }).data?.hold;
  if (!hold) return null;
  const seller = <bdi>{hold.seller}</bdi>;
  const invoices = <bdi className="figures font-medium">{hold.invoices.join(' · ')}</bdi>;
  const contact = <bdi className="font-medium">{hold.contact}</bdi>;
  return (
    <Strip tone="bad">
      <p>
        <span className="font-semibold">
          <Trans>{seller} takes no new orders of yours for now. Running services continue.</Trans>
        </span>{' '}
        {hold.invoices.length > 0 && <Trans>Pay {invoices}, and it ends by itself.</Trans>}{' '}
        {hold.reason && <bdi>{hold.reason}</bdi>} {hold.contact && <Trans>Questions: {contact}</Trans>}
      </p>
    </Strip>
  );
}
