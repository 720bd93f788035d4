import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { InvoicesTable } from '../../kit/billing/InvoicesTable.tsx';
import { dayBefore } from '../../kit/days.ts';
import { Page } from '../../kit/Page.tsx';
import { useTab } from '../../kit/useTab.ts';
import { path, paths } from '../../paths.ts';
import { Card, Section } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { Receipt } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Comparison } from './Comparison.tsx';
import { Completeness } from './Completeness.tsx';
import { RunActions } from './RunActions.tsx';
import { RunProgress } from './RunProgress.tsx';
import { RunState } from './RunState.tsx';
import { RunTotals } from './RunTotals.tsx';
import { RunTroubles } from './RunTroubles.tsx';
import type { Review } from './words.ts';

/** One month end: how far it is, what it sums to, what stands in its way, and the drafts themselves. */
export default function RunPage() {
  const { month, period } = useFormat();
  const { runId = '' } = useParams({ strict: false });
  const params = { path: { id: runId } };
  const run = $api.useSuspenseQuery('get', '/v1/billing/runs/{id}', { params }).data;
  const last = dayBefore(run.cutoff);
  return (
    <Page
      title={month(last)}
      badge={<RunState state={run.state} />}
      description={period(`${last.slice(0, 7)}-01`, run.cutoff)}
      actions={<RunActions run={run} />}
      width="wide"
    >
      {run.state !== 'discarded' && <RunProgress run={run} />}
      {run.state !== 'working' && <RunTroubles run={run} />}
      {run.totals.length > 0 && <RunTotals run={run} />}
      {run.state !== 'discarded' && <Views run={run} />}
      <RunFacts run={run} />
    </Page>
  );
}

/** The documents, and two ways to look at them before they are issued. */
function Views({ run }: { run: Review }) {
  const { t } = useLingui();
  const [tab, setTab] = useTab('drafts');
  if (run.state === 'working') return <Drafts run={run} />;
  return (
    <Tabs
      value={tab}
      onValueChange={setTab}
      tabs={[
        {
          value: 'drafts',
          label: run.state === 'issued' ? t`Invoices` : t`Drafts`,
          content: <Drafts run={run} />,
        },
        { value: 'comparison', label: t`Comparison`, content: <Comparison run={run} /> },
        { value: 'completeness', label: t`Completeness`, content: <Completeness run={run} /> },
      ]}
    />
  );
}

function Drafts({ run }: { run: Review }) {
  const { t } = useLingui();
  return (
    <Section title={run.state === 'issued' ? t`Invoices` : t`Drafts`}>
      <InvoicesTable
        side="issued"
        query={{ run_id: run.id }}
        rowTo={(invoice) => path(paths.office.invoice, { invoiceId: invoice.id })}
        empty={
          <Empty
            icon={Receipt}
            title={run.state === 'working' ? t`Nothing is drafted yet` : t`Nobody owes anything`}
          >
            {t`Each reseller’s draft appears here as it is made.`}
          </Empty>
        }
      />
    </Section>
  );
}

function RunFacts({ run }: { run: Review }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const seal = run.rates_sha256;
  return (
    <Card title={t`For the record`}>
      <KeyValues
        facts={[
          { label: t`Opened`, value: instant(run.opened_at) },
          { label: t`Finished`, value: run.finished_at && instant(run.finished_at) },
          {
            label: t`Seal of the frozen prices`,
            value: seal && (
              <span className="wrap-anywhere">
                <CopyText text={seal} />
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
