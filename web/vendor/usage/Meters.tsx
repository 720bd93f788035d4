import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api, type Answer } from '../../api/client.ts';
import { firstsOfMonths } from '../../kit/days.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Gauge } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Select } from '../../ui/Select.tsx';
import { Empty } from '../../ui/states.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMonths } from './useMonths.ts';

type Meter = Answer<'/v1/billing/usage-meters'>['items'][number];

/** What was used of each product that is paid by use, in one month. */
export function Meters() {
  const { t } = useLingui();
  const [chosen, setMonth] = useState('');
  const [latest = ''] = firstsOfMonths(useToday(), -1);
  const month = chosen || latest;
  const months = useMonths();
  const params = { query: { month } };
  const asked = $api.useQuery(
    'get',
    '/v1/billing/usage-meters',
    { params },
    { placeholderData: (before) => before },
  );
  return (
    <Card
      flush
      title={t`Products that are paid by use`}
      actions={
        <Select
          className="-mt-1.5 w-44"
          label={<span className="sr-only">{t`Month`}</span>}
          options={months}
          value={month}
          onValueChange={setMonth}
        />
      }
    >
      {asked.data?.items.length === 0 ? (
        <Empty icon={Gauge} title={t`Nothing is paid by use`}>
          {t`An offer that is billed by use stands here, with what was used of it.`}
        </Empty>
      ) : (
        <MetersTable meters={asked.data?.items ?? []} />
      )}
    </Card>
  );
}

function MetersTable({ meters }: { meters: readonly Meter[] }) {
  const { t } = useLingui();
  const { number, text } = useFormat();
  const { count } = useOfferWords();
  const models = { flat: t`Flat`, tiered: t`Tiered`, volume: t`Volume`, package: t`Packages` };
  return (
    <Table caption={t`Products that are paid by use`}>
      <thead>
        <tr>
          <Th>{t`Product`}</Th>
          <Th className="max-sm:hidden">{t`Pricing`}</Th>
          <Th numeric className="max-sm:hidden">{t`Subscriptions`}</Th>
          <Th numeric className="max-sm:hidden">{t`Events`}</Th>
          <Th numeric>{t`Used`}</Th>
          <Th numeric>{t`Told late`}</Th>
        </tr>
      </thead>
      <tbody>
        {meters.map((meter) => (
          <Tr key={meter.offer_id}>
            <Td>
              <Link to={path(paths.office.product, { productId: meter.product_id })}>
                {text(meter.product_name)}
              </Link>
              <span className="block text-sm text-muted">{text(meter.offer_name)}</span>
            </Td>
            <Td className="max-sm:hidden">{models[meter.rate_model]}</Td>
            <Td numeric className="max-sm:hidden">
              {number(meter.subscriptions)}
            </Td>
            <Td numeric className="max-sm:hidden">
              {number(meter.events)}
            </Td>
            <Td numeric>{count(meter.unit, meter.units)}</Td>
            <Td numeric>
              {meter.late_units > 0 ? number(meter.late_units) : <span className="text-faint">—</span>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
