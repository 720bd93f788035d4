import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { $api, type Item } from '../../api/client.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { Link } from '../../ui/Link.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Judge } from './Judge.tsx';
import { type Kind, Why } from './Why.tsx';

type Likeness = Item<'/v1/deals/deals/{id}/customer-likenesses'>;
type Customer = Item<'/v1/orders/customers'>;

/** The other partners' customers that the deal may be for, each beside it: what matched, what it has, and the judgement. */
export function CustomerLikenesses({ deal }: { deal: DealDetail }) {
  const params = { path: { id: deal.id } };
  const { items } = $api.useSuspenseQuery('get', '/v1/deals/deals/{id}/customer-likenesses', { params }).data;
  const ids = items.slice(0, 100).map(({ customer }) => customer.id);
  const query = { limit: 200, ids: ids.join(',') };
  const known = $api.useQuery(
    'get',
    '/v1/orders/customers',
    { params: { query } },
    { enabled: ids.length > 0 },
  );
  return items.map((likeness) => (
    <Likely
      key={likeness.id}
      deal={deal}
      likeness={likeness}
      known={known.data?.items.find(({ id }) => id === likeness.customer.id)}
    />
  ));
}

type Props = { deal: DealDetail; likeness: Likeness; known: Customer | undefined };

function Likely({ deal, likeness, known }: Props) {
  const { t } = useLingui();
  const { id, verdict, note, person_name, partner } = likeness;
  const judge = $api.useMutation('post', '/v1/deals/customer-likenesses/{id}/judge');
  const press = (next: 'same' | 'distinct') =>
    judge.mutateAsync({ params: { path: { id } }, body: { verdict: next, note: null } });
  const titles = {
    open: t`This may be another partner’s customer`,
    same: t`Another partner’s customer`,
    distinct: t`Compared with another partner’s customer`,
  };
  return (
    <Card
      flush
      title={titles[verdict]}
      description={
        <Trans>
          It is a customer of <bdi>{partner?.name}</bdi>. Neither reseller learns of this, and the customer is
          free to choose.
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
      <SideBySide deal={deal} likeness={likeness} known={known} />
    </Card>
  );
}

function SideBySide({ deal, likeness, known }: Props) {
  const { t } = useLingui();
  const rows = useRows({ deal, likeness, known });
  const { name } = likeness.customer;
  return (
    <Table caption={t`Side by side with ${name}`}>
      <thead>
        <tr>
          <Th>
            <span className="sr-only">{t`What is compared`}</span>
          </Th>
          <Th>{t`This deal`}</Th>
          <Th>{t`The customer`}</Th>
          <Th>{t`Why`}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, kinds, mine, theirs }) => {
          const why = likeness.reasons.filter(({ kind }) => kinds.includes(kind));
          return (
            <Tr key={label} className={cx(why.length > 0 && 'bg-warn-soft')}>
              <Td className="text-sm text-muted">{label}</Td>
              <Td>{mine}</Td>
              <Td>{theirs}</Td>
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

type Row = { label: string; kinds: readonly Kind[]; mine: ReactNode; theirs: ReactNode };

function useRows({ deal, likeness: { customer, partner }, known }: Props): Row[] {
  const { t } = useLingui();
  const { instant, country, number } = useFormat();
  const words = (text: string | null | undefined) =>
    text ? <bdi>{text}</bdi> : <span className="text-faint">—</span>;
  return [
    {
      label: t`Reseller`,
      kinds: [],
      mine: words(deal.buyer?.name),
      theirs: partner ? (
        <Link to={path(paths.office.reseller, { resellerId: partner.id })}>
          <bdi>{partner.name}</bdi>
        </Link>
      ) : (
        words(null)
      ),
    },
    {
      label: t`Customer`,
      kinds: ['name', 'spelling'],
      mine: (
        <span className="flex flex-col items-start">
          <bdi className="font-medium">{deal.name}</bdi>
          {deal.name_other && <bdi className="text-sm text-muted">{deal.name_other}</bdi>}
        </span>
      ),
      theirs: <bdi className="font-medium">{customer.name}</bdi>,
    },
    {
      label: t`Domain`,
      kinds: ['domain'],
      mine: words(deal.domain ?? deal.contact_email),
      theirs: words(customer.domain),
    },
    {
      label: t`Registration number`,
      kinds: ['registration'],
      mine: words(deal.registration_number),
      theirs: words(customer.registration_number),
    },
    {
      label: t`Group of companies`,
      kinds: ['group'],
      mine: words(deal.group_name),
      theirs: words(customer.group_name),
    },
    { label: t`Country`, kinds: [], mine: country(deal.country), theirs: country(customer.country) },
    {
      label: t`Active subscriptions`,
      kinds: [],
      mine: words(null),
      theirs: known ? number(known.subscriptions.active) : '…',
    },
    {
      label: t`Known since`,
      kinds: [],
      mine: deal.registered_at && instant(deal.registered_at),
      theirs: instant(customer.created_at),
    },
  ];
}
