import { Trans, useLingui } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useVendor } from '../vendor.ts';
import type { Application, Move } from './application.ts';

/** Every step of the application, the latest first, with the words that went with it. */
export function History({ application }: { application: Application }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const words = useMoveWords();
  const steps = [...application.history].sort((one, other) => other.seq - one.seq);
  return (
    <Card title={t`What has happened`}>
      <ol className="flex flex-col">
        {steps.map(({ seq, move, note, moved_at }) => (
          <li key={seq} className="border-b border-line py-3 first:pt-0 last:border-b-0 last:pb-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{words[move]}</span>
              <time dateTime={moved_at} className="figures text-sm text-muted">
                {instant(moved_at)}
              </time>
            </div>
            {note && (
              <p dir="auto" className="mt-1 max-w-prose whitespace-pre-line page-start text-muted">
                {note}
              </p>
            )}
          </li>
        ))}
      </ol>
      <Accepted application={application} />
    </Card>
  );
}

/** The proof of what was accepted: version, language, and the fingerprint of the text. */
function Accepted({ application: { agreement } }: { application: Application }) {
  if (!agreement) return null;
  const { version, person_name, text_sha256 } = agreement;
  return (
    <p className="mt-4 border-t border-line pt-4 text-sm text-muted">
      <Trans>
        Version {version} of the terms was accepted by <bdi>{person_name}</bdi>. SHA-256 of the text:{' '}
        <bdi dir="ltr" className="font-mono break-all">
          {text_sha256}
        </bdi>
      </Trans>
    </p>
  );
}

function useMoveWords(): Record<Move['move'], string> {
  const { t } = useLingui();
  const { name } = useVendor();
  return {
    verify: t`You confirmed your e-mail address`,
    submit: t`You accepted the partner terms and handed the application in`,
    ask: t`${name} asked for more`,
    answer: t`You answered`,
    approve: t`${name} approved the application`,
    decline: t`${name} declined the application`,
    withdraw: t`You withdrew the application`,
  };
}
