import { useLingui } from '@lingui/react/macro';
import { DealState } from '../../kit/deals/DealState.tsx';
import { useCounts } from '../../kit/deals/useCounts.ts';
import { type Deal, STAGES, useDealWords } from '../../kit/deals/words.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Target } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** The deals as a list, to search and narrow. */
export function DealList() {
  const { t } = useLingui();
  const { states, stages } = useDealWords();
  return (
    <DataTable<Deal>
      caption={t`Deals`}
      from="/v1/deals/deals"
      columns={useColumns()}
      rowKey={({ id }) => id}
      rowTo={({ id }) => path(paths.console.deal, { dealId: id })}
      search={t`Name, domain or number`}
      filters={[
        {
          key: 'state',
          label: t`State`,
          options: Object.entries(states).map(([value, label]) => ({ value, label })),
        },
        { key: 'stage', label: t`Stage`, options: STAGES.map((value) => ({ value, label: stages[value] })) },
      ]}
      defaultSort="-created_at"
      csv
      empty={
        <Empty icon={Target} title={t`No deals yet`}>
          {t`Write down what you are selling. Registered deals are protected and earn you an incentive.`}
        </Empty>
      }
    />
  );
}

function useColumns(): Column<Deal>[] {
  const { t } = useLingui();
  const { date, percent } = useFormat();
  const { stages } = useDealWords();
  const { days } = useCounts();
  return [
    { id: 'name', header: t`Customer`, sort: true, cell: ({ name }) => <bdi>{name}</bdi> },
    { id: 'state', header: t`State`, phone: 'aside', cell: ({ state }) => <DealState state={state} /> },
    { id: 'stage', header: t`Stage`, cell: ({ stage }) => stages[stage] },
    { id: 'value', header: t`Value`, numeric: true, cell: ({ value }) => <Money value={value} /> },
    {
      id: 'probability',
      header: t`Chance`,
      numeric: true,
      cell: ({ probability }) => percent(probability / 100),
    },
    { id: 'closes_on', header: t`Closes`, sort: true, cell: (deal) => date(deal.closes_on) },
    {
      id: 'staged_at',
      header: t`In this stage`,
      sort: true,
      phone: 'hide',
      cell: ({ stage_days }) => days(stage_days),
    },
    {
      id: 'protected_until',
      header: t`Protected until`,
      phone: 'hide',
      cell: (deal) => deal.state === 'approved' && deal.protected_until && date(deal.protected_until),
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
