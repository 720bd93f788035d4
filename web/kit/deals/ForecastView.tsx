import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { $api } from '../../api/client.ts';
import { Card, Figure } from '../../ui/Card.tsx';
import { ChartColumn } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { currenciesOf, totalsOf } from './totals.ts';
import { useCounts } from './useCounts.ts';
import type { Forecast } from './words.ts';

/** What the open deals are worth, by chance: totals, months, ages, and by reseller where there are several. */
export function ForecastView({ byReseller }: { byReseller?: boolean }) {
  const { t } = useLingui();
  const forecast = $api.useSuspenseQuery('get', '/v1/deals/deals/forecast').data;
  if (forecast.months.length === 0)
    return (
      <Card>
        <Empty icon={ChartColumn} title={t`Nothing to forecast yet`}>
          {t`Open deals are summed here by the month they are expected to close in.`}
        </Empty>
      </Card>
    );
  return (
    <div className="flex flex-col gap-6">
      {currenciesOf(forecast).map((currency) => (
        <Totals key={currency} forecast={forecast} currency={currency} />
      ))}
      <Months forecast={forecast} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {byReseller && <Resellers forecast={forecast} />}
        <Ages forecast={forecast} />
      </div>
    </div>
  );
}

function Totals({ forecast, currency }: { forecast: Forecast; currency: string }) {
  const { t } = useLingui();
  const counts = useCounts();
  const { deals, value, weighted, won } = totalsOf(forecast, currency);
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Figure
        label={t`Open deals (${currency})`}
        value={<Money value={{ amount: value, currency }} />}
        note={counts.deals(deals)}
      />
      <Figure
        label={t`By chance`}
        value={<Money value={{ amount: weighted, currency }} />}
        note={t`Each value times its chance`}
      />
      <Figure
        label={t`Won`}
        value={<Money value={{ amount: won, currency }} />}
        note={t`This month and the two before`}
      />
    </div>
  );
}

function Months({ forecast: { months } }: { forecast: Forecast }) {
  const { t } = useLingui();
  const { month, number } = useFormat();
  const most = Math.max(...months.map(({ value }) => value.amount), 1);
  return (
    <Card flush title={t`By month`} description={t`When they are expected to close.`}>
      <Table caption={t`By month`}>
        <thead>
          <tr>
            <Th>{t`Month`}</Th>
            <Th numeric>{t`Deals`}</Th>
            <Th numeric>{t`Value`}</Th>
            <Th numeric>{t`By chance`}</Th>
            <Th numeric>{t`Won`}</Th>
            <Th className="max-sm:hidden">
              <span className="sr-only">{t`Share`}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {months.map((row) => (
            <Tr key={`${row.month}${row.value.currency}`}>
              <Td className="whitespace-nowrap">{month(`${row.month}-01`)}</Td>
              <Td numeric>{number(row.deals)}</Td>
              <Td numeric>
                <Money value={row.value} />
              </Td>
              <Td numeric>
                <Money value={row.weighted} className="font-medium" />
              </Td>
              <Td numeric>
                <Money value={row.won} />
              </Td>
              <Td className="w-1/4 max-sm:hidden">
                <Share value={row.value.amount / most} weighted={row.weighted.amount / most} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Share({ value, weighted }: { value: number; weighted: number }) {
  return (
    <span aria-hidden="true" className="relative block h-2 rounded-full bg-sunken">
      <span
        className="absolute inset-y-0 start-0 rounded-full bg-accent-text/25"
        style={{ width: `${value * 100}%` }}
      />
      <span
        className="absolute inset-y-0 start-0 rounded-full bg-accent-text"
        style={{ width: `${weighted * 100}%` }}
      />
    </span>
  );
}

function Resellers({ forecast: { resellers } }: { forecast: Forecast }) {
  const { t } = useLingui();
  return (
    <Card flush title={t`By reseller`}>
      <SumTable
        caption={t`By reseller`}
        first={t`Reseller`}
        rows={resellers.map(({ id, name, deals, weighted }) => ({
          key: `${id}${weighted.currency}`,
          label: <bdi>{name}</bdi>,
          deals,
          value: weighted,
        }))}
        last={t`By chance`}
      />
    </Card>
  );
}

function Ages({ forecast: { ages } }: { forecast: Forecast }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const { days } = useCounts();
  const label = ({ from_days: from, to_days: to }: Forecast['ages'][number]) =>
    to === null ? (
      <Trans>Over {days(from)}</Trans>
    ) : (
      <Trans>
        {number(from)} to {days(to)}
      </Trans>
    );
  return (
    <Card flush title={t`By age`} description={t`How long they have been open.`}>
      <SumTable
        caption={t`By age`}
        first={t`Open for`}
        rows={ages.map((age) => ({
          key: `${age.from_days}${age.value.currency}`,
          label: label(age),
          deals: age.deals,
          value: age.value,
        }))}
        last={t`Value`}
      />
    </Card>
  );
}

type SumRow = { key: string; label: ReactNode; deals: number; value: { amount: number; currency: string } };

function SumTable(props: { caption: string; first: string; last: string; rows: readonly SumRow[] }) {
  const { t } = useLingui();
  const { number } = useFormat();
  return (
    <Table caption={props.caption}>
      <thead>
        <tr>
          <Th>{props.first}</Th>
          <Th numeric>{t`Deals`}</Th>
          <Th numeric>{props.last}</Th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ key, label, deals, value }) => (
          <Tr key={key}>
            <Td>{label}</Td>
            <Td numeric>{number(deals)}</Td>
            <Td numeric>
              <Money value={value} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
