import { Trans } from '@lingui/react/macro';
import { paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CircleX } from '../../ui/icons.ts';
import { useVendor } from '../vendor.ts';
import { type Application, lastMove } from './application.ts';
import { Notice, Quote } from './Notice.tsx';

/** The application came to nothing: why, and that one may apply again. */
export function Ended({ application }: { application: Application }) {
  const { name } = useVendor();
  const declined = application.state === 'declined';
  const reason = declined && lastMove(application, 'decline')?.note;
  return (
    <Card>
      <Notice
        icon={CircleX}
        tone={declined ? 'bad' : 'warn'}
        title={
          declined ? (
            <Trans>Your application was declined</Trans>
          ) : (
            <Trans>You have withdrawn the application</Trans>
          )
        }
        more={
          <div className="flex flex-col items-start gap-5">
            {reason && <Quote by={<bdi>{name}</bdi>}>{reason}</Quote>}
            <ButtonLink to={paths.apply}>
              <Trans>Apply again</Trans>
            </ButtonLink>
          </div>
        }
      >
        {declined ? (
          <Trans>We are sorry. This is the reason; you may apply again when it no longer holds.</Trans>
        ) : (
          <Trans>It goes no further. You may apply again at any time.</Trans>
        )}
      </Notice>
    </Card>
  );
}
