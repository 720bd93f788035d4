import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { Check } from '../../ui/icons.ts';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { order: OrderDetail };

/** Releases or cancels an order that waits; nothing for one that goes on by itself. */
export function OrderActions({ order }: Props) {
  const { t } = useLingui();
  const { state, can, customer } = order;
  if (state !== 'held' && state !== 'awaiting_payment') return null;
  return (
    <>
      <DialogButton
        label={t`Cancel the order`}
        title={t`Cancel this order?`}
        description={t`Nothing of it is provisioned. The reseller is told.`}
        disabled={unless(can.cancel)}
      >
        {(close) => <NoteForm order={order} verb="cancel" onDone={close} />}
      </DialogButton>
      {state === 'held' && (
        <DialogButton
          variant="primary"
          icon={Check}
          label={t`Release`}
          title={t`Release this order?`}
          description={t`Management has approved a special price for ${customer.name}. The order goes on at once.`}
          disabled={unless(can.release)}
        >
          {(close) => <NoteForm order={order} verb="release" onDone={close} />}
        </DialogButton>
      )}
    </>
  );
}

const schema = z.object({ note: z.string().trim().max(1000) });

function NoteForm({ order, verb, onDone }: Props & { verb: 'release' | 'cancel'; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `${verb}-${order.id}`,
    schema,
    defaults: { note: '' },
    submit: ({ note }) =>
      api.POST(`/v1/orders/orders/{id}/${verb}`, {
        params: { path: { id: order.id } },
        body: { note: note || null },
      }),
    onDone: () => {
      toast.good(verb === 'release' ? t`The order is released` : t`The order is cancelled`);
      onDone();
    },
  });
  const action = verb === 'release' ? <Trans>Release the order</Trans> : <Trans>Cancel the order</Trans>;
  return (
    <Form form={form} action={action}>
      <Bind form={form} name="note">
        {(field) => (
          <TextArea
            optional
            label={t`Note`}
            hint={t`The reseller reads it with the order.`}
            placeholder={verb === 'release' ? t`Approved by management on…` : undefined}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}
