import { Trans, useLingui } from '@lingui/react/macro';
import { $api, type Item } from '../../api/client.ts';
import type { Kind } from '../../kit/session.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { useFaceWords, useRoleWords } from '../words.ts';

type DemoSignIn = Item<'/v1/session/demo'>;

type DemoSignInsProps = { onChoose: (signIn: DemoSignIn) => void; busy: boolean };

/** The demo's people, by the face they work in; a press signs in as one of them. */
export function DemoSignIns({ onChoose, busy }: DemoSignInsProps) {
  const { items } = $api.useSuspenseQuery('get', '/v1/session/demo').data;
  const faces = useFaceWords();
  const kinds = (Object.keys(faces) as Kind[]).filter((kind) => items.some((item) => item.kind === kind));
  return (
    <section className="rounded-xl border border-line bg-surface shadow-low">
      <header className="border-b border-line px-5 py-4">
        <h2 className="flex items-center gap-2 text-lg">
          <Trans>Look around</Trans>
          <Badge tone="info">
            <Trans>Demo</Trans>
          </Badge>
        </h2>
        <p className="mt-1 text-muted">
          <Trans>Choose somebody to sign in as. All of them are made up.</Trans>
        </p>
      </header>
      {kinds.map((kind) => (
        <div key={kind} className="px-2.5 py-3 not-last:border-b not-last:border-line">
          <h3 className="px-2.5 pb-1 text-sm text-muted">{faces[kind]}</h3>
          <ul>
            {items
              .filter((item) => item.kind === kind)
              .map((item) => (
                <li key={item.email}>
                  <DemoButton signIn={item} busy={busy} onChoose={onChoose} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function DemoButton({ signIn, busy, onChoose }: DemoSignInsProps & { signIn: DemoSignIn }) {
  const { t } = useLingui();
  const { name, organization, role } = signIn;
  const roles = useRoleWords();
  return (
    <button
      type="button"
      disabled={busy}
      title={t`Sign in as ${name}`}
      onClick={() => onChoose(signIn)}
      className="flex w-full items-center gap-3 rounded-md px-2.5 py-1.5 text-start hover:bg-hover"
    >
      <Avatar size="sm" name={name} />
      <span className="min-w-0 grow truncate">
        <bdi className="font-medium">{name}</bdi>
      </span>
      <span className="shrink-0 text-sm text-muted">
        {roles[role] ?? role}
        {signIn.kind !== 'vendor' && (
          <>
            {' · '}
            <bdi>{organization}</bdi>
          </>
        )}
      </span>
    </button>
  );
}
