import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import type { Offer } from './OfferCard.tsx';
import { named } from './product.ts';

/** Publishes another name or other bounds of an offer, from a day on; its terms stay as they were sold. */
export function EditOffer({ offer, disabled }: { offer: Offer; disabled: string | boolean }) {
  const { t } = useLingui();
  return (
    <DialogButton
      size="sm"
      variant="quiet"
      label={t`Edit`}
      title={t`Publish a new version`}
      description={t`Its name and how many can be had, from a day on. Its terms stay as they were sold.`}
      disabled={disabled}
    >
      {(close) => <EditForm offer={offer} onDone={close} />}
    </DialogButton>
  );
}

const quantity = z.number().int().min(1).max(1_000_000);
const schema = z
  .object({ name: named, minimum_quantity: quantity, maximum_quantity: quantity, valid_from: z.iso.date() })
  .refine((offer) => offer.minimum_quantity <= offer.maximum_quantity, { path: ['maximum_quantity'] });

function EditForm({ offer, onDone }: { offer: Offer; onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const { id, name, minimum_quantity, maximum_quantity } = offer;
  const form = useForm({
    name: `offer-${id}`,
    schema,
    defaults: { name, minimum_quantity, maximum_quantity, valid_from: today },
    submit: (values) =>
      api.POST('/v1/catalog/offers/{id}/versions', { params: { path: { id } }, body: values }),
    onDone: () => {
      toast.good(t`The version is published`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Publish the version</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="name.en">
          {(field) => <TextField label={t`Name in English`} {...field} />}
        </Bind>
        <Bind form={form} name="name.ar">
          {(field) => <TextField label={t`Name in Arabic`} {...field} />}
        </Bind>
        {(['minimum_quantity', 'maximum_quantity'] as const).map((bound) => (
          <Bind key={bound} form={form} name={bound}>
            {(field) => (
              <NumberField
                label={bound === 'minimum_quantity' ? t`Least quantity` : t`Most quantity`}
                min={1}
                {...field}
                onValueChange={(next) => field.onValueChange(next ?? Number.NaN)}
              />
            )}
          </Bind>
        ))}
      </div>
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`From this day on`} min={today} {...field} />}
      </Bind>
    </Form>
  );
}
