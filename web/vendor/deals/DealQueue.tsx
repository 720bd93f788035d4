import { useLingui } from '@lingui/react/macro';
import { DealState } from '../../kit/deals/DealState.tsx';
import { useCounts } from '../../kit/deals/useCounts.ts';
import { type Deal, useDealWords } from '../../kit/deals/words.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Target } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { DecideBy } from './DecideBy.tsx';

/** The registered deals of all resellers, the newest first. */
export function DealQueue() {
  const { t } = useLingui();
  const { states } = useDealWords();
  const { draft: _, ...registered } = states;
  return (
    <DataTable<Deal>
      caption={t`Registered deals`}
      from="/v1/deals/deals"
      columns={useColumns()}
      rowKey={({ id }) => id}
      rowTo={({ id }) => path(paths.office.deal, { dealId: id })}
      search={t`Name, domain or number`}
      filters={[
        {
          key: 'state',
          label: t`State`,
          options: Object.entries(registered).map(([value, label]) => ({ value, label })),
        },
        { key: 'overdue', label: t`Clock`, options: [{ value: 'true', label: t`Overdue` }] },
        { key: 'alike', label: t`Alike`, options: [{ value: 'true', label: t`To compare` }] },
      ]}
      defaultSort="-registered_at"
      csv
      empty={
        <Empty icon={Target} title={t`No deal is registered yet`}>
          {t`Deals that resellers register stand here until they are won or lost.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<Deal>[] {
  const { t } = useLingui();
  const { date, instant, percent } = useFormat();
  const { toCompare } = useCounts();
  return [
    { id: 'name', header: t`Customer`, sort: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: 'state', header: t`State`, phone: 'aside', cell: ({ state }) => <DealState state={state} /> },
    { id: 'reseller', header: t`Reseller`, cell: ({ buyer }) => buyer && <bdi>{buyer.name}</bdi> },
    {
      id: 'decide_by',
      header: t`Decide by`,
      cell: ({ decide_by }) => decide_by && <DecideBy at={decide_by} />,
    },
    {
      id: 'likenesses',
      header: t`Alike`,
      cell: ({ likenesses }) =>
        Boolean(likenesses) && <Badge tone="warn">{toCompare(likenesses ?? 0)}</Badge>,
    },
    { id: 'value', header: t`Value`, numeric: true, cell: ({ value }) => <Money value={value} /> },
    {
      id: 'probability',
      header: t`Chance`,
      numeric: true,
      hidden: true,
      phone: 'hide',
      cell: ({ probability }) => percent(probability / 100),
    },
    {
      id: 'closes_on',
      header: t`Closes`,
      sort: true,
      phone: 'hide',
      cell: (deal) => date(deal.closes_on),
    },
    {
      id: 'registered_at',
      header: t`Registered on`,
      sort: true,
      hidden: true,
      cell: ({ registered_at }) => registered_at && instant(registered_at),
    },
    {
      id: 'number',
      header: t`Number`,
      hidden: true,
      phone: 'hide',
      cell: (deal) => <bdi className="figures">{deal.number}</bdi>,
    },
  ];
}
