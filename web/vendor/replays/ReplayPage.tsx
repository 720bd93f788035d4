import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { dayBefore } from '../../kit/days.ts';
import { useNews } from '../../kit/live/news.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card, Figure } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Difference } from '../month-end/Difference.tsx';
import { type Report, replayTones, useCandidateWords, useReplayWords } from './words.ts';

/** One replay: what was tried, and what each reseller was billed and would be. */
export default function ReplayPage() {
  const { month } = useFormat();
  const { replayId = '' } = useParams({ strict: false });
  const params = { path: { id: replayId } };
  const replay = $api.useSuspenseQuery('get', '/v1/billing/replays/{id}', { params }).data;
  const words = useReplayWords();
  const candidate = useCandidateWords(replay.candidate);
  const billed = month(dayBefore(replay.cutoff));
  return (
    <Page
      title={replay.name}
      badge={
        <Badge dot tone={replayTones[replay.state]}>
          {words.states[replay.state]}
        </Badge>
      }
      description={
        <Trans>
          {billed} again with: {candidate.join(' · ')}
        </Trans>
      }
      width="wide"
    >
      {replay.state === 'working' && <Running replay={replay} />}
      {replay.cause && (
        <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-bad">
          <bdi>{replay.cause}</bdi>
        </p>
      )}
      {replay.totals.length > 0 && <Totals replay={replay} />}
      {replay.state !== 'failed' && <Lines replay={replay} />}
    </Page>
  );
}

function Running({ replay }: { replay: Report }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const [told, setTold] = useState(0);
  useNews(({ name, payload }) => {
    if (name === 'replay.progressed') setTold(Number(payload.done));
  }, replay.id);
  const done = Math.max(told, replay.done);
  const [ready, all] = [number(done), number(replay.branches)];
  return (
    <Card>
      <Progress label={t`Running the month again`} value={replay.branches ? done / replay.branches : null}>
        <Trans>
          {ready} of {all} resellers
        </Trans>
      </Progress>
    </Card>
  );
}

function Totals({ replay }: { replay: Report }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {replay.totals.map(({ currency, accounts, more, less, was, would_be, difference }) => (
        <Figure
          key={currency}
          label={<Plural value={accounts} one="# reseller, before tax" other="# resellers, before tax" />}
          value={<Difference difference={difference} before={was} />}
          note={
            <>
              <Plural value={more} one="# would pay more" other="# would pay more" />
              {' · '}
              <Plural value={less} one="# would pay less" other="# would pay less" />
            </>
          }
        >
          <KeyValues
            facts={[
              { label: t`Was`, value: <Money value={was} /> },
              { label: t`Would be`, value: <Money value={would_be} /> },
            ]}
          />
        </Figure>
      ))}
    </div>
  );
}

function Lines({ replay }: { replay: Report }) {
  const { t } = useLingui();
  if (replay.lines.length === 0)
    return (
      <Card>
        <p className="text-muted">
          {replay.state === 'working' ? t`The first resellers appear here soon.` : t`Nobody owed anything.`}
        </p>
      </Card>
    );
  return (
    <Card
      flush
      title={t`By reseller`}
      description={t`Before tax, the greatest difference first. Nothing of it is kept beside these sums.`}
    >
      <Table caption={t`What each reseller was billed and would be`}>
        <thead>
          <tr>
            <Th>{t`Reseller`}</Th>
            <Th numeric className="max-sm:hidden">{t`Was`}</Th>
            <Th numeric>{t`Would be`}</Th>
            <Th numeric>{t`Difference`}</Th>
          </tr>
        </thead>
        <tbody>
          {replay.lines.map((line) => (
            <Tr key={line.account_id}>
              <Td>
                <Link to={path(paths.office.reseller, { resellerId: line.buyer_id })}>
                  <bdi>{line.buyer_name}</bdi>
                </Link>
              </Td>
              <Td numeric className="max-sm:hidden">
                <Money value={line.was} />
              </Td>
              <Td numeric>
                <Money value={line.would_be} />
              </Td>
              <Td numeric>
                <Difference difference={line.difference} before={line.was} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
