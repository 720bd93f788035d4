import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Money } from '../../ui/Money.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { type Refund, refundTones, useRefundWords } from './words.ts';

/** What of a payment was refunded, newest first: how, where it stands, and the way to say that a transfer came back. */
export function Refunds({ refunds }: { refunds: readonly Refund[] }) {
  if (refunds.length === 0) return null;
  return (
    <section>
      <h3 className="font-medium">
        <Trans>Refunds</Trans>
      </h3>
      <ul className="mt-2 divide-y divide-line">
        {refunds.map((refund) => (
          <OneRefund key={refund.id} refund={refund} />
        ))}
      </ul>
    </section>
  );
}

function OneRefund({ refund }: { refund: Refund }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { states, ways } = useRefundWords();
  const said = [refund.reference ?? refund.gateway_id, refund.detail].filter((text) => text !== null);
  return (
    <li className="flex flex-col gap-1 py-2.5">
      <div className="flex items-baseline justify-between gap-4">
        <span className="flex flex-wrap items-center gap-2">
          {ways[refund.way]}
          <Badge tone={refundTones[refund.state]} dot>
            {states[refund.state]}
          </Badge>
        </span>
        <Money value={refund.amount} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-muted">
        <span className="min-w-0 wrap-anywhere">
          {date(refund.refunded_on)}
          {said.map((text) => (
            <span key={text}>
              {' · '}
              <bdi>{text}</bdi>
            </span>
          ))}
        </span>
        {refund.can.return === true && (
          <DialogButton
            variant="quiet"
            size="sm"
            label={t`It came back`}
            title={t`Did this refund come back?`}
            description={t`Its money is credit on the account again, and both sides get a letter.`}
          >
            {(close) => <ReturnForm refund={refund} onDone={close} />}
          </DialogButton>
        )}
      </div>
    </li>
  );
}

const schema = z.object({ note: z.string().trim().max(100) });

function ReturnForm({ refund, onDone }: { refund: Refund; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `refund-back-${refund.id}`,
    keep: false,
    schema,
    defaults: { note: '' },
    submit: ({ note }) =>
      api.POST('/v1/billing/refunds/{id}/return', {
        params: { path: { id: refund.id } },
        body: { note: note === '' ? null : note },
      }),
    onDone: () => {
      toast.good(t`It is credit on the account again`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>It came back</Trans>} unguarded>
      <Bind form={form} name="note">
        {(field) => (
          <TextField label={t`What the bank said`} hint={t`The buyer sees it on the statement.`} {...field} />
        )}
      </Bind>
    </Form>
  );
}
