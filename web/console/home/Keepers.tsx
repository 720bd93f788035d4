import { Trans, useLingui } from '@lingui/react/macro';
import { useSession } from '../../kit/session.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Card } from '../../ui/Card.tsx';
import { OutLink } from '../../ui/Link.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { usePlace } from './Plan.tsx';

/** Who looks after the reseller at the vendor, and for what. */
export function Keepers() {
  const { t } = useLingui();
  const { data, error } = usePlace();
  if (error && !data) return null;
  return (
    <Card title={t`Your people at the vendor`}>
      <ul className="flex flex-col gap-4">
        <Keeper duty={t`Channel manager`} person={data?.channel_manager} />
        <Keeper duty={t`Channel supervisor`} person={data?.channel_supervisor} />
      </ul>
      <SecondLevel />
    </Card>
  );
}

/** The vendor's own support, for what the reseller does not answer itself. */
function SecondLevel() {
  const { seller } = useSession();
  const { support_email, support_phone, support_url } = seller ?? {};
  if (!support_email && !support_phone && !support_url) return null;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <p className="text-sm text-muted">
        <Trans>Second-level support</Trans>
      </p>
      <ul className="mt-1 flex flex-col gap-1">
        {support_email && <Way href={`mailto:${support_email}`}>{support_email}</Way>}
        {support_phone && <Way href={`tel:${support_phone.replace(/[^+\d]/g, '')}`}>{support_phone}</Way>}
        {support_url && (
          <Way href={support_url} newTab>
            {support_url.replace(/^https?:\/\//, '').replace(/\/$/, '')}
          </Way>
        )}
      </ul>
    </div>
  );
}

function Way({ href, newTab = false, children }: { href: string; newTab?: boolean; children: string }) {
  return (
    <li className="min-w-0 truncate">
      <OutLink href={href} newTab={newTab} className="text-sm">
        <bdi>{children}</bdi>
      </OutLink>
    </li>
  );
}

function Keeper({ duty, person }: { duty: string; person: { name: string; email: string } | undefined }) {
  return (
    <li className="flex h-14 items-center gap-3">
      {person ? <Avatar name={person.name} /> : <Skeleton className="size-8 rounded-full" />}
      <div className="min-w-0">
        <p className="text-sm text-muted">{duty}</p>
        {person ? (
          <>
            <p className="truncate font-medium">
              <bdi>{person.name}</bdi>
            </p>
            <OutLink href={`mailto:${person.email}`} className="block truncate text-sm">
              <bdi>{person.email}</bdi>
            </OutLink>
          </>
        ) : (
          <Skeleton className="mt-1 h-4 w-36" />
        )}
      </div>
    </li>
  );
}
