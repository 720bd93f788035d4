import { useLingui } from '@lingui/react/macro';
import { useDeferredValue, useState } from 'react';
import { $api } from '../../api/client.ts';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { RateCorrections } from './RateCorrections.tsx';
import { datedRates, type Rate } from './rates.ts';

/** The rates of value added tax that the program knows, each from its day on, with its source and what of it is in doubt. */
export function Rates() {
  const { t } = useLingui();
  const { country } = useFormat();
  const today = useToday();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim().toLowerCase());
  const { items, corrections } = $api.useSuspenseQuery('get', '/v1/billing/tax-rates').data;
  const rates = datedRates(items, today)
    .map((rate) => ({ ...rate, place: country(rate.country) }))
    .sort((one, other) => one.place.localeCompare(other.place))
    .filter(({ place, source, name, country: code }) =>
      [place, source, name, code].some((words) => words.toLowerCase().includes(text)),
    );
  return (
    <div className="grid gap-6">
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
        <RateTable rates={rates} />
        {rates.length === 0 && <p className="px-5 py-8 text-center text-muted">{t`No rate matches.`}</p>}
      </Card>
      {corrections.length > 0 && <RateCorrections rows={corrections} />}
    </div>
  );
}

function RateTable({ rates }: { rates: readonly (Rate & { place: string })[] }) {
  const { t } = useLingui();
  return (
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
        <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
          {date(rate.valid_from)}
          {rate.state === 'in_force' && <Badge tone="good">{t`In force`}</Badge>}
          {rate.state === 'coming' && <Badge tone="info">{t`Coming`}</Badge>}
          {!rate.checked_against && <Badge tone="warn">{t`Not checked`}</Badge>}
          {rate.doubt && <Badge tone="warn">{t`Partly confirmed`}</Badge>}
        </span>
      </Td>
      <Td className="max-sm:hidden">
        <RateSource rate={rate} />
      </Td>
    </Tr>
  );
}

/** The law, what was read besides, and what that did not confirm. Laws are named in their own words, left to right. */
function RateSource({ rate: { source, checked_against, doubt } }: { rate: Rate }) {
  const { t } = useLingui();
  return (
    <div className="grid max-w-[34rem] justify-items-start gap-0.5 py-1 text-sm text-muted">
      <bdi dir="ltr">{source}</bdi>
      {checked_against && (
        <span>
          {t`Checked against`} <bdi dir="ltr">{checked_against}</bdi>
        </span>
      )}
      {doubt && (
        <span className="text-warn">
          {t`Not confirmed:`} <bdi dir="ltr">{doubt}</bdi>
        </span>
      )}
    </div>
  );
}
