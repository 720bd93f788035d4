import { useLingui } from '@lingui/react/macro';
import { useDeferredValue, useState } from 'react';
import { $api } from '../../api/client.ts';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { datedRates, type Rate } from './rates.ts';

/** The rates of value added tax that the program knows, each from its day on and with its source. */
export function Rates() {
  const { t } = useLingui();
  const { country } = useFormat();
  const today = useToday();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim().toLowerCase());
  const { items } = $api.useSuspenseQuery('get', '/v1/billing/tax-rates').data;
  const rates = datedRates(items, today)
    .map((rate) => ({ ...rate, place: country(rate.country) }))
    .sort((one, other) => one.place.localeCompare(other.place))
    .filter(({ place, source, name, country: code }) =>
      [place, source, name, code].some((words) => words.toLowerCase().includes(text)),
    );
  return (
    <Card
      flush
      title={t`Rates of value added tax`}
      description={t`Standard rates that hold for services. A change of law comes with an update of the program.`}
      actions={
        <TextField
          className="-mt-1.5 w-60"
          label={<span className="sr-only">{t`Search`}</span>}
          placeholder={t`Search by country or source`}
          value={typed}
          onValueChange={setTyped}
        />
      }
    >
      <Table caption={t`Rates of value added tax`}>
        <thead>
          <tr>
            <Th>{t`Country`}</Th>
            <Th>{t`Tax`}</Th>
            <Th numeric>{t`Rate`}</Th>
            <Th>{t`From`}</Th>
            <Th className="max-sm:hidden">{t`Source`}</Th>
          </tr>
        </thead>
        <tbody>
          {rates.map((rate) => (
            <RateRow key={`${rate.country} ${rate.valid_from}`} rate={rate} place={rate.place} />
          ))}
        </tbody>
      </Table>
      {rates.length === 0 && <p className="px-5 py-8 text-center text-muted">{t`No rate matches.`}</p>}
    </Card>
  );
}

function RateRow({ rate, place }: { rate: Rate; place: string }) {
  const { t } = useLingui();
  const { date, percent } = useFormat();
  const old = rate.state === 'past';
  return (
    <Tr className={old ? 'text-muted' : undefined}>
      <Td>{place}</Td>
      <Td>{rate.name}</Td>
      <Td numeric className={old ? undefined : 'font-medium'}>
        <bdi>{percent(Number(rate.rate))}</bdi>
      </Td>
      <Td>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {date(rate.valid_from)}
          {rate.state === 'in_force' && <Badge tone="good">{t`In force`}</Badge>}
          {rate.state === 'coming' && <Badge tone="info">{t`Coming`}</Badge>}
        </span>
      </Td>
      <Td className="max-sm:hidden">
        <bdi dir="ltr" className="text-sm text-muted">
          {rate.source}
        </bdi>
      </Td>
    </Tr>
  );
}
