import { useLingui } from '@lingui/react/macro';
import { dayBefore } from '../../kit/days.ts';
import { Page } from '../../kit/Page.tsx';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { CalendarRange } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { NextMonthEnd } from './NextMonthEnd.tsx';
import { RunState } from './RunState.tsx';
import type { Run } from './words.ts';

/** Closing months: the next one to bill, and those that were. */
export default function MonthEndPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Month end`}
      description={t`Every reseller’s month, billed in one go and checked before it is issued.`}
    >
      <NextMonthEnd />
      <DataTable<Run>
        caption={t`Month ends`}
        from="/v1/billing/runs"
        columns={useColumns()}
        rowKey={(run) => run.id}
        rowTo={(run) => path(paths.office.run, { runId: run.id })}
        defaultSort="-cutoff"
        empty={
          <Empty icon={CalendarRange} title={t`No month was closed yet`}>
            {t`The first one stands above as soon as a whole month is over.`}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Run>[] {
  const { t } = useLingui();
  const { month, instant, number } = useFormat();
  return [
    { id: 'cutoff', header: t`Month`, sort: true, cell: (run) => month(dayBefore(run.cutoff)) },
    { id: 'state', header: t`State`, phone: 'aside', cell: (run) => <RunState state={run.state} /> },
    {
      id: 'findings',
      header: t`Findings`,
      numeric: true,
      cell: ({ findings }) =>
        findings.length > 0 ? (
          <span className="font-medium text-bad">{number(findings.length)}</span>
        ) : (
          <span className="text-faint">—</span>
        ),
    },
    { id: 'opened_at', header: t`Opened`, sort: true, cell: (run) => instant(run.opened_at) },
    { id: 'finished_at', header: t`Finished`, cell: (run) => run.finished_at && instant(run.finished_at) },
  ];
}
