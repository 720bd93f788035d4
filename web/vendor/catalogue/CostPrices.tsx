import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { inMinorUnits } from '../../kit/billing/decimals.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { useCan, useSession } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import type { Offer } from './OfferCard.tsx';
import { priceOn } from './prices.ts';

type Props = { offer: Offer; unit: string };

/** What an offer costs the vendor itself, from each day on: for those who may know, folded under its list prices. */
export function CostPrices({ offer, unit }: Props) {
  const { t } = useLingui();
  const mayRead = useCan('cost_price.read') === true;
  const mayEdit = useCan('cost_price.edit');
  if (!mayRead) return null;
  return (
    <details className="border-t border-line">
      <summary className="cursor-pointer px-5 py-3.5 font-medium text-accent-text">
        <Trans>What it costs us</Trans>
      </summary>
      <Costs offer={offer} unit={unit} />
      <div className="px-5 pb-4">
        <DialogButton
          size="sm"
          label={t`Set a cost`}
          description={t`Margins of special prices are reckoned from it. Resellers never see it.`}
          disabled={unless(mayEdit)}
        >
          {(close) => <CostForm offer={offer} unit={unit} onDone={close} />}
        </DialogButton>
      </div>
    </details>
  );
}

function Costs({ offer, unit }: Props) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { per } = useOfferWords();
  const today = useToday();
  const params = { path: { id: offer.id } };
  const costs = $api.useQuery('get', '/v1/catalog/offers/{id}/costs', { params }).data?.items ?? [];
  if (costs.length === 0)
    return <p className="px-5 pb-3 text-muted">{t`No cost is known: its margin cannot be told.`}</p>;
  return (
    <Table caption={t`Cost prices`}>
      <thead>
        <tr>
          <Th>{t`Currency`}</Th>
          <Th>{t`From`}</Th>
          <Th numeric>{t`Cost`}</Th>
          <Th>
            <span className="sr-only">{t`State`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {costs.map((cost) => (
          <Tr key={`${cost.currency} ${cost.valid_from}`}>
            <Td>{cost.currency}</Td>
            <Td>{date(cost.valid_from)}</Td>
            <Td numeric>
              <UnitPrice minor={cost.unit_cost} currency={cost.currency} />
              <span className="block text-sm text-muted">{per({ ...offer, unit })}</span>
            </Td>
            <Td className="w-28 text-end">
              {cost.valid_from > today && <Badge tone="info">{t`Coming`}</Badge>}
              {cost === priceOn(costs, cost.currency, today) && <Badge tone="good">{t`In force`}</Badge>}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

const schema = z.object({
  currency: z.string().length(3),
  unit_cost: z.string().refine((typed) => inMinorUnits(typed, 'SAR') !== null),
  valid_from: z.iso.date(),
});

function CostForm({ offer, unit, onDone }: Props & { onDone: () => void }) {
  const { t } = useLingui();
  const { per } = useOfferWords();
  const { organization } = useSession();
  const today = useToday();
  const currencies = [...new Set([organization.currency, ...offer.prices.map(({ currency }) => currency)])];
  const form = useForm({
    name: `cost-${offer.id}`,
    schema,
    defaults: { currency: organization.currency, unit_cost: '', valid_from: today },
    submit: ({ currency, unit_cost, valid_from }) =>
      api.POST('/v1/catalog/offers/{id}/costs', {
        params: { path: { id: offer.id } },
        body: { currency, valid_from, unit_cost: inMinorUnits(unit_cost, currency) ?? '' },
      }),
    onDone: () => {
      toast.good(t`The cost is set`);
      onDone();
    },
  });
  const currency = form.hook.watch('currency');
  return (
    <Form form={form} action={<Trans>Set the cost</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="unit_cost">
          {(field) => (
            <TextField
              ltr
              label={t`Cost`}
              hint={per({ ...offer, unit })}
              inputMode="decimal"
              trail={currency}
              {...field}
            />
          )}
        </Bind>
        <Bind form={form} name="currency">
          {(field) => (
            <Select
              label={t`Currency`}
              options={currencies.map((code) => ({ value: code, label: code }))}
              {...field}
            />
          )}
        </Bind>
      </div>
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`From this day on`} {...field} />}
      </Bind>
    </Form>
  );
}
