import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { $api, type Answer } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Download, Receipt } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { Menu, MenuGroup, MenuLink } from '../../ui/Menu.tsx';
import { Money } from '../../ui/Money.tsx';
import { Empty, ErrorState, SkeletonText } from '../../ui/states.tsx';
import { InEitherLanguage } from './DocumentMenu.tsx';
import { StatementRows } from './StatementRows.tsx';

export type StatementAnswer = Answer<'/v1/billing/statement'>;

/** The account the reader buys on, or one it sells on: what was owed, what came and went, what is owed. */
export function Statement({ buyerId }: { buyerId?: string }) {
  const { t } = useLingui();
  const [days, setDays] = useState({ from: '', through: '' });
  const query = { ...(buyerId && { buyer_id: buyerId }), ...filled(days) };
  const { data, error, isPlaceholderData, refetch } = $api.useQuery(
    'get',
    '/v1/billing/statement',
    { params: { query } },
    { placeholderData: keepPreviousData, retry: false },
  );
  return (
    <div className="flex flex-col gap-5">
      <Range days={days} shown={data} onDays={setDays} query={query} />
      {error ? (
        <ErrorState title={t`The statement could not be read`} onRetry={() => void refetch()}>
          {error.detail}
        </ErrorState>
      ) : data ? (
        <div className={cx('flex flex-col gap-5', isPlaceholderData && 'opacity-60')}>
          <Figures statement={data} />
          <Card flush>{data.rows.length === 0 ? <Nothing /> : <StatementRows statement={data} />}</Card>
        </div>
      ) : (
        <SkeletonText lines={8} />
      )}
    </div>
  );
}

type Days = { from: string; through: string };

function filled({ from, through }: Days): Partial<Days> {
  return { ...(from && { from }), ...(through && { through }) };
}

function Range(props: {
  days: Days;
  shown: StatementAnswer | undefined;
  onDays: (days: Days) => void;
  query: Record<string, string>;
}) {
  const { t } = useLingui();
  const { days, shown, onDays } = props;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="w-full sm:w-44">
        <DateField
          label={t`From`}
          value={days.from || (shown?.from ?? '')}
          max={days.through || undefined}
          onValueChange={(from) => onDays({ ...days, from })}
        />
      </div>
      <div className="w-full sm:w-44">
        <DateField
          label={t`Through`}
          value={days.through || (shown?.through ?? '')}
          min={days.from || undefined}
          onValueChange={(through) => onDays({ ...days, through })}
        />
      </div>
      <div className="ms-auto">
        <Downloads query={props.query} />
      </div>
    </div>
  );
}

function Downloads({ query }: { query: Record<string, string> }) {
  const { t } = useLingui();
  const search = new URLSearchParams(query).toString();
  return (
    <Menu trigger={<Button icon={Download}>{t`Download`}</Button>}>
      <MenuGroup label="PDF">
        <InEitherLanguage href="/v1/billing/statement.pdf" search={search} />
      </MenuGroup>
      <MenuGroup label={t`Table`}>
        <MenuLink link={<OutLink plain href={`/v1/billing/statement.csv?${search}`} />}>CSV</MenuLink>
      </MenuGroup>
    </Menu>
  );
}

function Figures({ statement }: { statement: StatementAnswer }) {
  const { t } = useLingui();
  const { opening, billed, settled, closing } = statement;
  const credit = closing.amount < 0;
  const figures = [
    { label: t`Opening balance`, value: opening },
    { label: t`Invoiced`, value: billed },
    { label: t`Paid and credited`, value: settled },
    {
      label: credit ? t`Credit that waits` : t`Closing balance`,
      value: credit ? { ...closing, amount: -closing.amount } : closing,
      strong: true,
    },
  ];
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 lg:grid-cols-4">
        {figures.map(({ label, value, strong }) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className={cx('figures mt-0.5', strong ? 'text-xl font-semibold' : 'text-lg')}>
              <Money value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Nothing() {
  return (
    <Empty icon={Receipt} title={<Trans>Nothing moved in these days</Trans>}>
      <Trans>Invoices, credit notes and payments stand here by their day.</Trans>
    </Empty>
  );
}
