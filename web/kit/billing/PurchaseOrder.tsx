import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { Pencil } from '../../ui/icons.ts';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { unless } from '../can.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { useCan } from '../session.ts';

/** The purchase-order reference that the next invoices carry: of the account the reader buys on, or of a buyer's. */
export function PurchaseOrder({ buyerId }: { buyerId?: string }) {
  const { t } = useLingui();
  const may = useCan('purchase_order.set');
  const query = buyerId ? { buyer_id: buyerId } : {};
  const { data } = $api.useQuery(
    'get',
    '/v1/billing/purchase-order',
    { params: { query } },
    { retry: false },
  );
  return (
    <DialogButton
      icon={Pencil}
      label={data?.reference ? <bdi className="figures">{data.reference}</bdi> : t`Purchase order`}
      title={t`Purchase-order reference`}
      description={t`It stands on every invoice that is issued from now on, and in its e-invoice. Those before keep what they have.`}
      disabled={unless(may)}
    >
      {(close) => <ReferenceForm query={query} reference={data?.reference ?? ''} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({ reference: z.string().trim().max(60) });

function ReferenceForm(props: { query: { buyer_id?: string }; reference: string; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `purchase-order-${props.query.buyer_id ?? 'own'}`,
    schema,
    defaults: { reference: props.reference },
    submit: ({ reference }) =>
      api.PUT('/v1/billing/purchase-order', { body: { ...props.query, reference: reference || null } }),
    onDone: () => {
      toast.good(t`Reference saved`);
      props.onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Save</Trans>}>
      <Bind form={form} name="reference">
        {(field) => (
          <TextField
            ltr
            label={t`Reference`}
            hint={t`Empty: no reference`}
            placeholder="PO-2026-118"
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}
