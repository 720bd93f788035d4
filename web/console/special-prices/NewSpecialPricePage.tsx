import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { daysAfter } from '../../kit/days.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { CustomerField } from '../customers/CustomerField.tsx';
import { LinesField, type WishedLine } from './LinesField.tsx';

const line = z.object({
  offer_id: z.string(),
  from_quantity: z.number().int().min(1),
  to_quantity: z.number().int().min(1),
  wished_price: z.number().int().min(0).nullable(),
});

const schema = z.object({
  customer_id: z.string().min(1),
  reason: z.string().trim().min(3).max(2000),
  valid_to: z.iso.date(),
  lines: z.array(line).min(1),
});

type Asked = { order?: string; customer?: string };

/** Asks the vendor for a special price: from a held order with its lines, from a customer, or from nothing. */
export default function NewSpecialPricePage() {
  const { t } = useLingui();
  const asked = useSearch({ strict: false }) as Asked;
  return (
    <Page
      width="narrow"
      title={t`Request a special price`}
      description={t`Your channel supervisor is brought in first, then the vendor’s management decides.`}
    >
      {asked.order ? <FromOrder orderId={asked.order} /> : <RequestForm customerId={asked.customer ?? ''} />}
    </Page>
  );
}

function FromOrder({ orderId }: { orderId: string }) {
  const params = { path: { id: orderId } };
  const order = $api.useSuspenseQuery('get', '/v1/orders/orders/{id}', { params }).data;
  const lines = order.lines.map(({ offer, quantity }) => ({
    offer_id: offer.offer_id,
    from_quantity: 1,
    to_quantity: quantity,
    wished_price: null,
  }));
  return <RequestForm customerId={order.customer.id} orderId={orderId} lines={lines} />;
}

type Props = { customerId: string; orderId?: string; lines?: WishedLine[] };

function RequestForm({ customerId, orderId, lines = [] }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const today = useToday();
  const { currency } = $api.useSuspenseQuery('get', '/v1/program/reseller').data;
  const made = useRef('');
  const form = useForm({
    name: `special-price-new-${orderId ?? customerId}`,
    schema,
    defaults: { customer_id: customerId, reason: '', valid_to: daysAfter(today, 365), lines },
    submit: async ({ lines: wished, ...values }) => {
      const body = {
        ...values,
        order_id: orderId ?? null,
        valid_from: null,
        lines: wished.map(({ wished_price, ...rest }) => ({
          ...rest,
          wished_price: String(wished_price ?? ''),
        })),
      };
      const { data } = await api.POST('/v1/deals/special-prices', { body });
      made.current = data?.id ?? '';
    },
    onDone: () => {
      toast.good(t`The request is on its way`);
      void navigate({ to: path(paths.console.specialPrice, { specialPriceId: made.current }) });
    },
  });
  return (
    <Card>
      <Form
        form={form}
        action={<Trans>Send the request</Trans>}
        secondary={
          <ButtonLink variant="quiet" to={paths.console.specialPrices}>
            <Trans>Cancel</Trans>
          </ButtonLink>
        }
      >
        {!orderId && (
          <Bind form={form} name="customer_id">
            {(field) => <CustomerField label={t`Customer`} {...field} />}
          </Bind>
        )}
        <Bind form={form} name="lines">
          {({ value, onValueChange, error }) => (
            <LinesField value={value} onValueChange={onValueChange} error={error} currency={currency} />
          )}
        </Bind>
        <Bind form={form} name="reason">
          {(field) => (
            <TextArea
              label={t`Why this price`}
              hint={t`Who else offers, what the customer expects, what it means for the years to come.`}
              {...field}
            />
          )}
        </Bind>
        <Bind form={form} name="valid_to">
          {(field) => <DateField className="sm:max-w-60" label={t`Wanted until`} min={today} {...field} />}
        </Bind>
      </Form>
    </Card>
  );
}
