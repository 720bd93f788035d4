import { Trans, useLingui } from '@lingui/react/macro';
import { unless } from '../../kit/can.ts';
import { dayBefore } from '../../kit/days.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { History } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Replay, replayTones, useCandidateWords, useReplayWords } from './words.ts';

/** What was tried on the last month before it was published. */
export default function ReplaysPage() {
  const { t } = useLingui();
  const may = unless(useCan('replay.run'));
  const begin = may ? null : (
    <ButtonLink variant="primary" to={paths.office.newReplay}>
      <Trans>Try something</Trans>
    </ButtonLink>
  );
  return (
    <Page
      title={t`Replays`}
      description={t`The last month again, with prices or plans that are not published: what every reseller would have paid.`}
      actions={begin}
      width="wide"
    >
      <DataTable<Replay>
        caption={t`Replays`}
        from="/v1/billing/replays"
        columns={useColumns()}
        rowKey={(replay) => replay.id}
        rowTo={(replay) => path(paths.office.replay, { replayId: replay.id })}
        defaultSort="-requested_at"
        empty={
          <Empty icon={History} title={t`Nothing was tried yet`} action={begin}>
            {t`Before you publish a price list or a plan, see what it would have meant for last month’s invoices. Nothing of it can be issued.`}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(): Column<Replay>[] {
  const { t } = useLingui();
  const { instant, month } = useFormat();
  const words = useReplayWords();
  return [
    { id: 'name', header: t`Name`, cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: 'candidate',
      header: t`What is tried`,
      phone: 'line',
      cell: (replay) => <Tried candidate={replay.candidate} />,
    },
    { id: 'cutoff', header: t`Month`, cell: ({ cutoff }) => month(dayBefore(cutoff)) },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => (
        <Badge dot tone={replayTones[state]}>
          {words.states[state]}
        </Badge>
      ),
    },
    {
      id: 'requested_at',
      header: t`Started`,
      sort: true,
      phone: 'hide',
      cell: ({ requested_at }) => instant(requested_at),
    },
  ];
}

function Tried({ candidate }: Pick<Replay, 'candidate'>) {
  return <span className="text-muted">{useCandidateWords(candidate).join(' · ')}</span>;
}
