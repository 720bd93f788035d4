import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api, type Answer } from '../../api/client.ts';
import { useTargetNames } from '../../kit/catalogue/targets.ts';
import { Page } from '../../kit/Page.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Layers } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { rowsOf, type ScheduleRow } from './schedule.ts';
import { VersionButton } from './VersionButton.tsx';
import { VersionTerms } from './VersionTerms.tsx';

export type Plan = Answer<'/v1/catalog/bundle-plans/{id}'>;
type Version = Plan['versions'][number];

/** One bundle plan with the discounts of each version, the latest first. */
export default function BundlePlanPage() {
  const { t } = useLingui();
  const { text } = useFormat();
  const { bundlePlanId = '' } = useParams({ strict: false });
  const params = { path: { id: bundlePlanId } };
  const plan = $api.useSuspenseQuery('get', '/v1/catalog/bundle-plans/{id}', { params }).data;
  const versions = plan.versions.toReversed();
  return (
    <Page
      title={text(plan.name)}
      description={<Trans>The most specific discount counts: product before family before everything.</Trans>}
      actions={<VersionButton plan={plan} />}
    >
      {versions.length === 0 && (
        <Card flush>
          <Empty icon={Layers} title={t`No version yet`}>
            {t`Publish the first, and resellers can be put on this plan.`}
          </Empty>
        </Card>
      )}
      {versions.map((version) => (
        <VersionCard key={version.version} version={version} current={plan.current_version} />
      ))}
    </Page>
  );
}

function VersionCard({ version, current }: { version: Version; current: number | null }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const number = version.version;
  const day = date(version.valid_from);
  const coming = number > (current ?? 0);
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2.5">
          {t`Version ${number}`}
          {number === current && <Badge tone="good">{t`In force`}</Badge>}
          {coming && <Badge tone="info">{t`Coming`}</Badge>}
        </span>
      }
      description={<Trans>From {day}</Trans>}
    >
      <VersionTerms version={version} />
      <Schedule rows={rowsOf(version.discounts)} />
    </Card>
  );
}

function Schedule({ rows }: { rows: readonly ScheduleRow[] }) {
  const { t } = useLingui();
  const nameOf = useTargetNames(rows);
  const { number } = useFormat();
  if (rows.length === 0)
    return <p className="px-5 py-6 text-muted">{t`No discounts: everything is at list price.`}</p>;
  return (
    <Table caption={t`Discounts`}>
      <thead>
        <tr>
          <Th>{t`Covers`}</Th>
          <Th numeric>{t`From units`}</Th>
          <Th numeric>{t`Pre-pay`}</Th>
          <Th numeric>{t`Post-pay`}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Tr key={`${row.scope} ${row.target} ${row.from_quantity}`}>
            <Td>
              <bdi>{nameOf(row)}</bdi>
            </Td>
            <Td numeric>{number(row.from_quantity)}</Td>
            <Td numeric>
              <Rate percent={row.prepay} />
            </Td>
            <Td numeric>
              <Rate percent={row.postpay} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Rate({ percent }: { percent: string }) {
  const { percent: shown } = useFormat();
  return percent ? <bdi>{shown(Number(percent) / 100)}</bdi> : <span className="text-faint">—</span>;
}
