import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { OutButton } from '../frame/OutButton.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { landingOf } from '../landingOf.ts';
import { visitorQuery } from '../visitor.ts';

/** Somebody is signed in whose organization has not applied. */
export function NoApplication() {
  const { t } = useLingui();
  const { data: session } = useQuery(visitorQuery);
  const to = session && landingOf(session);
  return (
    <Sheet
      title={t`There is no application here`}
      description={
        session && (
          <Trans>
            You are signed in for <bdi className="font-medium text-ink">{session.organization.name}</bdi>.
            Only the owner of a business that has applied sees its application.
          </Trans>
        )
      }
    >
      <div className="flex flex-wrap items-center gap-3">
        {to && to !== paths.applyStatus && (
          <OutButton href={to}>
            <Trans>Go on to your work</Trans>
          </OutButton>
        )}
        <ButtonLink size="lg" to={paths.signIn}>
          <Trans>Sign in as somebody else</Trans>
        </ButtonLink>
      </div>
    </Sheet>
  );
}
