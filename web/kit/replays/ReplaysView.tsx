import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Badge } from '../../ui/Badge.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { History } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import { dayBefore } from '../days.ts';
import { Page } from '../Page.tsx';
import { useCan } from '../session.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { type Candidate, type Replay, replayTones, useReplayWords } from './words.ts';

type Props = {
  description: string;
  /** What to try, and why, while nothing was tried. */
  invitation: string;
  newPath: string;
  pathOf: (replay: Replay) => string;
  tried: (candidate: Candidate) => ReactNode;
};

/** What was tried on the last month before it was published. */
export function ReplaysView({ description, invitation, newPath, pathOf, tried }: Props) {
  const { t } = useLingui();
  const may = unless(useCan('replay.run'));
  const begin = may ? null : (
    <ButtonLink variant="primary" to={newPath}>
      <Trans>Try something</Trans>
    </ButtonLink>
  );
  return (
    <Page title={t`Replays`} description={description} actions={begin} width="wide">
      <DataTable<Replay>
        caption={t`Replays`}
        from="/v1/billing/replays"
        columns={useColumns(tried)}
        rowKey={(replay) => replay.id}
        rowTo={pathOf}
        defaultSort="-requested_at"
        empty={
          <Empty icon={History} title={t`Nothing was tried yet`} action={begin}>
            {invitation}
          </Empty>
        }
      />
    </Page>
  );
}

function useColumns(tried: Props['tried']): Column<Replay>[] {
  const { t } = useLingui();
  const { instant, month } = useFormat();
  const words = useReplayWords();
  return [
    { id: 'name', header: t`Name`, cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: 'candidate',
      header: t`What is tried`,
      phone: 'line',
      cell: (replay) => <span className="text-muted">{tried(replay.candidate)}</span>,
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
