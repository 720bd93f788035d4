import { useLingui } from '@lingui/react/macro';
import { $api, type Answer } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { CalendarRange } from '../../ui/icons.ts';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Month = Answer<'/v1/ledger/schedule'>['months'][number];

/** In which months the revenue of terms charged ahead is earned, and which of them are posted. */
export function Schedule() {
  const { t } = useLingui();
  const { months } = $api.useSuspenseQuery('get', '/v1/ledger/schedule').data;
  if (months.length === 0)
    return (
      <Card flush>
        <Empty icon={CalendarRange} title={t`Nothing is deferred`}>
          {t`A term that is charged ahead is earned by its days, month by month.`}
        </Empty>
      </Card>
    );
  return (
    <div className="flex flex-col gap-6">
      {[...Map.groupBy(months, (month) => month.amount.currency)].map(([currency, own]) => (
        <Card flush key={currency} title={currency}>
          <Months currency={currency} months={own} />
        </Card>
      ))}
    </div>
  );
}

function Months({ currency, months }: { currency: string; months: readonly Month[] }) {
  const { t } = useLingui();
  const { month } = useFormat();
  return (
    <Table caption={t`Deferred revenue in ${currency}`}>
      <thead>
        <tr>
          <Th>{t`Month`}</Th>
          <Th numeric>{t`Falls into it`}</Th>
          <Th numeric>{t`Posted`}</Th>
          <Th>{t`State`}</Th>
        </tr>
      </thead>
      <tbody>
        {months.map((each) => (
          <Tr key={each.month}>
            <Td>{month(each.month)}</Td>
            <Td numeric>
              <Money value={each.amount} />
            </Td>
            <Td numeric>
              <Money value={each.earned} />
            </Td>
            <Td>
              {each.earned.amount === each.amount.amount ? (
                <Badge tone="good">{t`Earned`}</Badge>
              ) : (
                <Badge>{t`Deferred`}</Badge>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
