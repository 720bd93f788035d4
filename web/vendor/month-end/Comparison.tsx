import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api, type Answer } from '../../api/client.ts';
import { Difference } from '../../kit/billing/Difference.tsx';
import { path, paths } from '../../paths.ts';
import { Badge, type Tone } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { CircleCheck } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Select } from '../../ui/Select.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Looking } from './Looking.tsx';
import type { Review } from './words.ts';

type Compared = Answer<'/v1/billing/runs/{id}/comparison'>;
type Change = Compared['items'][number];

const THRESHOLDS = [0, 5, 10, 20, 50];

/** What the month end bills otherwise than the one before: who is new, who is gone, who changed by how much. */
export function Comparison({ run }: { run: Review }) {
  const { t } = useLingui();
  const { percent } = useFormat();
  const [threshold, setThreshold] = useState('20');
  const compared = useCompared(run, Number(threshold));
  const options = THRESHOLDS.map((size) => {
    const share = percent(size / 100);
    return { value: String(size), label: size === 0 ? t`Any change` : t`By ${share} and more` };
  });
  return (
    <Card
      flush
      title={<Trans>Compared with the month before</Trans>}
      description={<Trans>Before tax, the greatest difference first.</Trans>}
      actions={
        <Select
          className="-mt-1.5 w-44"
          label={<span className="sr-only">{t`Changes shown`}</span>}
          options={options}
          value={threshold}
          onValueChange={setThreshold}
        />
      }
    >
      {compared ? <Changes compared={compared} /> : <Looking />}
    </Card>
  );
}

function useCompared(run: Review, threshold: number): Compared | undefined {
  const params = { path: { id: run.id }, query: { threshold } };
  const asked = $api.useQuery(
    'get',
    '/v1/billing/runs/{id}/comparison',
    { params },
    { placeholderData: (before) => before },
  );
  return asked.data;
}

function Changes({ compared: { compared_with, items } }: { compared: Compared }) {
  const { t } = useLingui();
  if (compared_with === null)
    return (
      <Empty icon={CircleCheck} title={t`This is the first month end`}>
        {t`There is nothing to compare it with yet.`}
      </Empty>
    );
  if (items.length === 0)
    return (
      <Empty icon={CircleCheck} title={t`Nothing out of the ordinary`}>
        {t`Nobody is new or gone, and nobody’s sum changed by as much.`}
      </Empty>
    );
  return (
    <Table caption={t`Changes since the month before`}>
      <thead>
        <tr>
          <Th>{t`Reseller`}</Th>
          <Th>{t`Change`}</Th>
          <Th numeric className="max-sm:hidden">{t`Month before`}</Th>
          <Th numeric>{t`This month`}</Th>
          <Th numeric className="max-sm:hidden">{t`Difference`}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((change) => (
          <ChangeRow key={`${change.buyer_id} ${change.change}`} change={change} />
        ))}
      </tbody>
    </Table>
  );
}

const tones: Record<Change['change'], Tone> = { new: 'info', gone: 'bad', more: 'good', less: 'warn' };

function ChangeRow({ change: { change, buyer_id, buyer_name, before, now } }: { change: Change }) {
  const { t } = useLingui();
  const words = { new: t`New`, gone: t`Gone`, more: t`Billed more`, less: t`Billed less` };
  const currency = (now ?? before)?.currency ?? 'SAR';
  const difference = { amount: (now?.amount ?? 0) - (before?.amount ?? 0), currency };
  return (
    <Tr>
      <Td>
        <Link to={path(paths.office.reseller, { resellerId: buyer_id })}>
          <bdi>{buyer_name}</bdi>
        </Link>
      </Td>
      <Td>
        <Badge tone={tones[change]}>{words[change]}</Badge>
      </Td>
      <Td numeric className="max-sm:hidden">
        {before ? <Money value={before} /> : <span className="text-faint">—</span>}
      </Td>
      <Td numeric>{now ? <Money value={now} /> : <span className="text-faint">—</span>}</Td>
      <Td numeric className="max-sm:hidden">
        <Difference difference={difference} before={before} />
      </Td>
    </Tr>
  );
}
