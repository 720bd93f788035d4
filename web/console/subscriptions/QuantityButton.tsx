import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import { toast } from '../../ui/toast.ts';
import { Effect } from './Effect.tsx';

/** Asks for another quantity, showing beforehand what it means. */
export function QuantityButton({ subscription }: { subscription: SubscriptionDetail }) {
  const { t } = useLingui();
  const fixed = subscription.offer.minimum_quantity === subscription.offer.maximum_quantity;
  if (fixed) return null;
  return (
    <DialogButton
      variant="primary"
      label={t`Change the quantity`}
      disabled={unless(subscription.can.change_quantity)}
    >
      {(close) => <QuantityForm subscription={subscription} onDone={close} />}
    </DialogButton>
  );
}

function QuantityForm({ subscription, onDone }: { subscription: SubscriptionDetail; onDone: () => void }) {
  const { t } = useLingui();
  const { id, quantity, offer } = subscription;
  const [wanted, setWanted] = useState<number | null>(quantity);
  const least = subscription.can.decrease_quantity === true ? offer.minimum_quantity : quantity;
  const form = useForm({
    name: `quantity-${id}`,
    schema: z.object({ quantity: z.number().int().min(least).max(offer.maximum_quantity) }),
    defaults: { quantity },
    keep: false,
    submit: (body) => api.POST('/v1/orders/subscriptions/{id}/quantity', { params: { path: { id } }, body }),
    onDone: () => {
      toast.good(t`The change is under way`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Change it</Trans>} unguarded>
      <Bind form={form} name="quantity">
        {(field) => (
          <NumberField
            steppers
            label={t`New quantity`}
            min={least}
            max={offer.maximum_quantity}
            hint={
              subscription.can.decrease_quantity === true ? undefined : subscription.can.decrease_quantity
            }
            {...field}
            onValueChange={(next) => {
              setWanted(next);
              field.onValueChange(next as number);
            }}
          />
        )}
      </Bind>
      <Effect subscription={subscription} wanted={wanted} />
    </Form>
  );
}
