import { useLingui } from '@lingui/react/macro';
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
    </Card>
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
