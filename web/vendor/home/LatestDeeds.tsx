import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type AuditEntry, useAuditWords } from '../audit/words.ts';

/** What was done in the office last. */
export function LatestDeeds() {
  const { t } = useLingui();
  const { data } = $api.useQuery('get', '/v1/identity/audit-entries', { params: { query: { limit: 8 } } });
  return (
    <Card
      title={t`Recent activity`}
      actions={
        <Link to={paths.office.auditLog} className="text-sm">
          <Trans>Audit log</Trans>
        </Link>
      }
    >
      {!data && <SkeletonText lines={5} />}
      <ol className="flex flex-col gap-3.5">
        {data?.items.map((entry) => (
          <Deed key={entry.id} entry={entry} />
        ))}
      </ol>
    </Card>
  );
}

function Deed({ entry }: { entry: AuditEntry }) {
  const { t } = useLingui();
  const { ago } = useFormat();
  const { action } = useAuditWords();
  return (
    <li className="flex items-baseline justify-between gap-4">
      <span className="min-w-0">
        <span className="block">{action(entry)}</span>
        <bdi className="block truncate text-sm text-muted">{entry.person_name ?? t`Caravan itself`}</bdi>
      </span>
      <time dateTime={entry.recorded_at} className="shrink-0 text-sm text-faint">
        {ago(entry.recorded_at)}
      </time>
    </li>
  );
}
