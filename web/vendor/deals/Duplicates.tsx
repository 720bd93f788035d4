import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { $api, type Item } from '../../api/client.ts';
import { DealState } from '../../kit/deals/DealState.tsx';
import type { Deal, DealDetail } from '../../kit/deals/words.ts';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Judge } from './Judge.tsx';
import { type Kind, Why } from './Why.tsx';

type Duplicate = Item<'/v1/deals/deals/{id}/duplicates'>;

/** The deals this one is like, each beside it: what matched and why, who was first, and the judgement. */
export function Duplicates({ deal }: { deal: DealDetail }) {
  const params = { path: { id: deal.id } };
  const { items } = $api.useSuspenseQuery('get', '/v1/deals/deals/{id}/duplicates', { params }).data;
  return items.map((duplicate) => <Pair key={duplicate.id} deal={deal} duplicate={duplicate} />);
}

function Pair({ deal, duplicate }: { deal: DealDetail; duplicate: Duplicate }) {
  const { t } = useLingui();
  const { id, other, first, verdict, note, person_name } = duplicate;
  const who = (first ? other : deal).buyer?.name ?? '';
  const judge = $api.useMutation('post', '/v1/deals/duplicates/{id}/judge');
  const press = (next: 'same' | 'distinct') =>
    judge.mutateAsync({ params: { path: { id } }, body: { verdict: next, note: null } });
  return (
    <Card
      flush
      title={verdict === 'open' ? t`This may be another deal’s customer` : t`Compared with another deal`}
      description={
        <Trans>
          <bdi>{who}</bdi> registered first. Neither reseller learns of this.
        </Trans>
      }
      actions={<Judge verdict={verdict} busy={judge.isPending} onJudge={press} />}
      footer={
        verdict !== 'open' && (
          <Trans>
            Judged by <bdi>{person_name}</bdi>. <bdi>{note}</bdi>
          </Trans>
        )
      }
    >
      <SideBySide deal={deal} duplicate={duplicate} />
    </Card>
  );
}

function SideBySide({ deal, duplicate }: { deal: DealDetail; duplicate: Duplicate }) {
  const { t } = useLingui();
  const rows = useRows();
  return (
    <Table caption={t`Side by side with ${duplicate.other.number}`}>
      <thead>
        <tr>
          <Th>
            <span className="sr-only">{t`What is compared`}</span>
          </Th>
          <Th>{t`This deal`}</Th>
          <Th>
            <Link to={path(paths.office.deal, { dealId: duplicate.other.id })}>
              <bdi className="figures">{duplicate.other.number}</bdi>
            </Link>
          </Th>
          <Th>{t`Why`}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, kinds, cell }) => {
          const why = duplicate.reasons.filter(({ kind }) => kinds.includes(kind));
          return (
            <Tr key={label} className={cx(why.length > 0 && 'bg-warn-soft')}>
              <Td className="text-sm text-muted">{label}</Td>
              <Td>{cell(deal)}</Td>
              <Td>{cell(duplicate.other)}</Td>
              <Td>
                <Why reasons={why} />
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}

type Row = { label: string; kinds: readonly Kind[]; cell: (deal: Deal | DealDetail) => ReactNode };

function useRows(): Row[] {
  const { t } = useLingui();
  const { instant, country } = useFormat();
  const words = (text: string | null) => (text ? <bdi>{text}</bdi> : <span className="text-faint">—</span>);
  return [
    { label: t`Reseller`, kinds: [], cell: ({ buyer }) => words(buyer?.name ?? null) },
    {
      label: t`Customer`,
      kinds: ['name', 'spelling'],
      cell: ({ name, name_other }) => (
        <span className="flex flex-col items-start">
          <bdi className="font-medium">{name}</bdi>
          {name_other && <bdi className="text-sm text-muted">{name_other}</bdi>}
        </span>
      ),
    },
    {
      label: t`Domain`,
      kinds: ['domain'],
      cell: ({ domain, contact_email }) => words(domain ?? contact_email),
    },
    {
      label: t`Registration number`,
      kinds: ['registration'],
      cell: ({ registration_number }) => words(registration_number),
    },
    { label: t`Group of companies`, kinds: ['group'], cell: ({ group_name }) => words(group_name) },
    { label: t`Country`, kinds: [], cell: (deal) => country(deal.country) },
    { label: t`Contact`, kinds: [], cell: ({ contact_name }) => words(contact_name) },
    { label: t`Value`, kinds: [], cell: ({ value }) => <Money value={value} /> },
    {
      label: t`Registered on`,
      kinds: [],
      cell: ({ registered_at }) => registered_at && instant(registered_at),
    },
    { label: t`State`, kinds: [], cell: ({ state }) => <DealState state={state} /> },
  ];
}
