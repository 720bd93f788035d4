import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Gauge } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type UsageEvent = Item<'/v1/billing/usage-events'>;

/** Every event as it was told. */
export function EventsTable() {
  const { t } = useLingui();
  return (
    <DataTable<UsageEvent>
      caption={t`Usage events`}
      from="/v1/billing/usage-events"
      columns={useColumns()}
      rowKey={({ subscription, event_id }) => `${subscription.id} ${event_id}`}
      search={t`Search by subscription or event`}
      filters={[{ key: 'late', label: t`Told`, options: [{ value: 'true', label: t`Late` }] }]}
      defaultSort="-recorded_at"
      csv
      empty={
        <Empty icon={Gauge} title={t`No event was told yet`}>
          {t`Each event is counted once, by its id.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<UsageEvent>[] {
  const { t } = useLingui();
  const { date, instant, number } = useFormat();
  return [
    {
      id: 'event_id',
      header: t`Event`,
      cell: ({ event_id, late }) => (
        <span className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-mono text-sm">{event_id}</bdi>
          {late && <Badge tone="warn">{t`Late`}</Badge>}
        </span>
      ),
    },
    {
      id: 'subscription',
      header: t`Subscription`,
      cell: ({ subscription }) => (
        <Link to={path(paths.office.subscription, { subscriptionId: subscription.id })}>
          <bdi className="figures">{subscription.number}</bdi>
        </Link>
      ),
    },
    { id: 'used_on', header: t`Used on`, sort: true, cell: (event) => date(event.used_on) },
    {
      id: 'units',
      header: t`Units`,
      numeric: true,
      phone: 'aside',
      cell: (event) => number(event.units),
    },
    {
      id: 'source',
      header: t`Told by`,
      phone: 'hide',
      cell: ({ file_name }) =>
        file_name ? <bdi>{file_name}</bdi> : <span className="text-muted">{t`The API`}</span>,
    },
    {
      id: 'note',
      header: t`Note`,
      phone: 'hide',
      cell: ({ note }) => note && <bdi className="text-muted">{note}</bdi>,
    },
    { id: 'recorded_at', header: t`Told`, sort: true, cell: (event) => instant(event.recorded_at) },
  ];
}
