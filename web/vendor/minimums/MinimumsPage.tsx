import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api, type Answer } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Target } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Select } from '../../ui/Select.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMonths } from '../usage/useMonths.ts';
import { SetMinimum } from './SetMinimum.tsx';

type Minimums = Answer<'/v1/billing/minimums'>;
type Promised = Minimums['items'][number];

/** What resellers have committed to buy each month, and how much of it they reached. */
export default function MinimumsPage() {
  const { t } = useLingui();
  const { month: monthWords } = useFormat();
  const [chosen, setChosen] = useState('');
  const params = { query: chosen ? { month: chosen } : {} };
  const data = $api.useSuspenseQuery('get', '/v1/billing/minimums', { params }).data;
  const name = monthWords(data.month);
  return (
    <Page
      title={t`Minimum commitments`}
      description={t`What resellers have promised to buy each month. What lacks of it is charged with the month’s invoice.`}
      actions={<SetMinimum />}
      width="wide"
    >
      <Card
        flush
        title={name}
        description={
          data.billed ? (
            <Trans>This month is closed: what lacked has been charged.</Trans>
          ) : (
            <Trans>This month is not closed yet: what is billed in arrears is still to come.</Trans>
          )
        }
        actions={
          <Select
            className="-mt-1.5 w-44"
            label={<span className="sr-only">{t`Month`}</span>}
            options={useMonths()}
            value={data.month}
            onValueChange={setChosen}
          />
        }
      >
        {data.items.length === 0 ? (
          <Empty icon={Target} title={t`Nobody has committed to a minimum`}>
            {t`A minimum comes with a bundle plan’s version, or is set for one reseller here.`}
          </Empty>
        ) : (
          <Promises items={data.items} />
        )}
      </Card>
    </Page>
  );
}

function Promises({ items }: { items: readonly Promised[] }) {
  const { t } = useLingui();
  return (
    <Table caption={t`Minimum commitments`}>
      <thead>
        <tr>
          <Th>{t`Reseller`}</Th>
          <Th className="max-sm:hidden">{t`Comes from`}</Th>
          <Th numeric>{t`Committed`}</Th>
          <Th numeric>{t`Reached`}</Th>
          <Th className="w-40 max-sm:hidden">
            <span className="sr-only">{t`Share`}</span>
          </Th>
          <Th numeric>{t`Charged for what lacked`}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <PromiseRow key={item.account_id} item={item} />
        ))}
      </tbody>
    </Table>
  );
}

function PromiseRow({ item: { buyer, plan, valid_from, amount, reached, charged } }: { item: Promised }) {
  const { date, text } = useFormat();
  const day = date(valid_from);
  return (
    <Tr>
      <Td>
        <Link to={path(paths.office.reseller, { resellerId: buyer.id })}>
          <bdi>{buyer.name}</bdi>
        </Link>
      </Td>
      <Td className="max-sm:hidden">
        {plan ? (
          <Link to={path(paths.office.bundlePlan, { bundlePlanId: plan.id })}>{text(plan.name)}</Link>
        ) : (
          <span className="text-muted">
            <Trans>Agreed, from {day}</Trans>
          </span>
        )}
      </Td>
      <Td numeric>
        <Money value={amount} />
      </Td>
      <Td numeric>
        <Money value={reached} />
      </Td>
      <Td className="max-sm:hidden">
        <Bar share={amount.amount > 0 ? reached.amount / amount.amount : 1} />
      </Td>
      <Td numeric>
        {charged.amount > 0 ? <Money value={charged} /> : <span className="text-faint">—</span>}
      </Td>
    </Tr>
  );
}

/** How much of it is reached, as a bar. The sums beside it say it in figures. */
function Bar({ share }: { share: number }) {
  const full = share >= 1;
  return (
    <span aria-hidden="true" className="block h-1.5 overflow-hidden rounded-full bg-pressed">
      <span
        className={`block h-full rounded-full ${full ? 'bg-good-solid' : 'bg-accent'}`}
        style={{ width: `${Math.min(Math.max(share, 0), 1) * 100}%` }}
      />
    </span>
  );
}
