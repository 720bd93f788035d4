import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { ResellerName } from '../resellers/ResellerName.tsx';
import { Cause } from './Cause.tsx';
import type { Review } from './words.ts';

/** What the check found and which resellers were set aside, each with its cause. Nothing when all is well. */
export function RunTroubles({ run }: { run: Review }) {
  const { t } = useLingui();
  return (
    <>
      {run.findings.length > 0 && (
        <Troubles
          title={t`The check found differences`}
          description={
            <Trans>
              What was lived and what is charged do not agree, so this month end cannot be issued. Mend the
              cause and draft again.
            </Trans>
          }
          rows={run.findings.map(({ reseller_id, detail }) => ({ reseller_id, words: detail }))}
        />
      )}
      {run.quarantined.length > 0 && (
        <Troubles
          title={t`Set aside`}
          description={
            <Trans>
              These resellers could not be drafted; the rest goes on without them. They can be drafted again
              once the cause is mended.
            </Trans>
          }
          rows={run.quarantined.map(({ reseller_id, cause }) => ({ reseller_id, words: cause }))}
        />
      )}
    </>
  );
}

type Row = { reseller_id: string; words: string | null };

function Troubles({
  title,
  description,
  rows,
}: {
  title: string;
  description: ReactNode;
  rows: readonly Row[];
}) {
  return (
    <Card flush title={title} description={description} className="border-bad/30">
      <ul>
        {rows.map(({ reseller_id, words }) => (
          <li
            key={`${reseller_id} ${words}`}
            className="flex flex-col gap-x-6 border-b border-line px-5 py-3 last:border-b-0 sm:flex-row"
          >
            <span className="shrink-0 sm:w-56">
              <Link to={path(paths.office.reseller, { resellerId: reseller_id })}>
                <ResellerName id={reseller_id} />
              </Link>
            </span>
            <span className="text-muted wrap-anywhere">{words && <Cause words={words} />}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
