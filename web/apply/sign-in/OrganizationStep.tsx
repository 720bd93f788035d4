import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { Session } from '../../kit/session.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ArrowRight } from '../../ui/icons.ts';
import { useFaceWords } from '../words.ts';
import { actAs } from './useSignIn.ts';

/** Somebody who belongs to several organizations says for which one they are here. */
export function OrganizationStep({ session }: { session: Session }) {
  const faces = useFaceWords();
  const choose = useMutation({ mutationFn: actAs });
  return (
    <>
      <p className="text-muted">
        <Trans>You can change it later, at the top of the navigation.</Trans>
      </p>
      <ul className="flex flex-col gap-2">
        {session.organizations.map(({ id, name, kind }) => (
          <li key={id}>
            <button
              type="button"
              disabled={choose.isPending}
              onClick={() => choose.mutate(id)}
              className="flex w-full items-center gap-3 rounded-lg border border-line-strong bg-surface p-3 text-start shadow-low transition-colors hover:border-faint hover:bg-raised"
            >
              <Avatar square name={name} />
              <span className="min-w-0 grow">
                <span className="block truncate font-semibold">
                  <bdi>{name}</bdi>
                </span>
                <span className="block text-sm text-muted">{faces[kind]}</span>
              </span>
              <ArrowRight className="mirror size-4 shrink-0 text-faint" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
