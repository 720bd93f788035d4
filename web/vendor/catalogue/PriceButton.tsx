import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { inMinorUnits } from '../../kit/billing/decimals.ts';
import { dayAfter } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { useSession } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import type { Offer } from './OfferCard.tsx';

type Props = { offer: Offer; unit: string };

/** Sets the list price of an offer from a coming day on. */
export function PriceButton({ offer, unit, disabled }: Props & { disabled: string | boolean }) {
  const { t } = useLingui();
  return (
    <DialogButton
      size="sm"
      label={t`Set a price`}
      description={t`It holds from its day on. Prices that have begun are never changed.`}
      disabled={disabled}
    >
      {(close) => <PriceForm offer={offer} unit={unit} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  currency: z.string().length(3),
  unit_price: z.string().refine((typed) => inMinorUnits(typed, 'SAR') !== null),
  floor_price: z.string().refine((typed) => typed.trim() === '' || inMinorUnits(typed, 'SAR') !== null),
  valid_from: z.iso.date(),
});

function PriceForm({ offer, unit, onDone }: Props & { onDone: () => void }) {
  const { t } = useLingui();
  const { per } = useOfferWords();
  const { organization } = useSession();
  const tomorrow = dayAfter(useToday());
  const currencies = [...new Set([organization.currency, ...offer.prices.map(({ currency }) => currency)])];
  const form = useForm({
    name: `price-${offer.id}`,
    schema,
    defaults: { currency: organization.currency, unit_price: '', floor_price: '', valid_from: tomorrow },
    submit: ({ currency, unit_price, floor_price, valid_from }) =>
      api.POST('/v1/catalog/offers/{id}/prices', {
        params: { path: { id: offer.id } },
        body: {
          currency,
          valid_from,
          unit_price: inMinorUnits(unit_price, currency) ?? '',
          floor_price: inMinorUnits(floor_price, currency),
        },
      }),
    onDone: () => {
      toast.good(t`The price is set`);
      onDone();
    },
  });
  const currency = form.hook.watch('currency');
  return (
    <Form form={form} action={<Trans>Set the price</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="unit_price">
          {(field) => (
            <TextField
              ltr
              label={t`List price`}
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
      <FloorAndDay form={form} currency={currency} tomorrow={tomorrow} />
    </Form>
  );
}

type PartProps = { form: FormState<z.input<typeof schema>>; currency: string; tomorrow: string };

function FloorAndDay({ form, currency, tomorrow }: PartProps) {
  const { t } = useLingui();
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Bind form={form} name="floor_price">
        {(field) => (
          <TextField
            ltr
            optional
            label={t`Floor`}
            hint={t`No discount goes below it.`}
            inputMode="decimal"
            trail={currency}
            {...field}
          />
        )}
      </Bind>
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`From this day on`} min={tomorrow} {...field} />}
      </Bind>
    </div>
  );
}
