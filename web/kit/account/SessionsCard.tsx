import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Monitor, Phone } from '../../ui/icons.ts';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

type Session = Answer<'/v1/identity/sessions'>['items'][number];

/** Where the person is signed in, and the way out of each. */
export function SessionsCard() {
  const { t } = useLingui();
  const { items } = $api.useSuspenseQuery('get', '/v1/identity/sessions').data;
  return (
    <Card flush title={t`Where you are signed in`} actions={items.length > 1 && <RevokeOthers />}>
      <ul>
        {items.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
}

function RevokeOthers() {
  const others = $api.useMutation('post', '/v1/identity/sessions/revoke-others', {
    onSuccess: ({ revoked }) =>
      void toast.good(
        <Plural value={revoked} one="# other session is ended" other="# other sessions are ended" />,
      ),
  });
  return (
    <Button size="sm" busy={others.isPending} onClick={() => others.mutate({})}>
      <Trans>Sign out everywhere else</Trans>
    </Button>
  );
}

function SessionRow({ session }: { session: Session }) {
  const { t } = useLingui();
  const { ago } = useFormat();
  const revoke = $api.useMutation('delete', '/v1/identity/sessions/{id}');
  const seen = ago(session.last_seen_at);
  const isPhone = /iPhone|Android/.test(session.device ?? '');
  const Icon = isPhone ? Phone : Monitor;
  return (
    <li className="flex items-center gap-3.5 border-b border-line px-5 py-3.5 last:border-b-0">
      <Icon className="size-4.5 shrink-0 text-muted" strokeWidth={1.75} aria-hidden />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <bdi>{session.device ?? t`Unknown device`}</bdi>
          {session.current && <Badge tone="good">{t`This one`}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {session.address && (
            <>
              <bdi className="figures">{session.address}</bdi> ·{' '}
            </>
          )}
          <Trans>last used {seen}</Trans>
        </p>
      </div>
      {!session.current && (
        <Button
          size="sm"
          variant="quiet"
          busy={revoke.isPending}
          onClick={() => revoke.mutate({ params: { path: { id: session.id } } })}
        >
          <Trans>Sign out</Trans>
        </Button>
      )}
    </li>
  );
}
