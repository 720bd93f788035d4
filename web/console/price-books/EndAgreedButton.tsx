import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { type Answer, api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { dayAfter } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';

export type AgreedPrice = Answer<'/v1/catalog/price-book/agreed-prices'>['items'][number];

/** Ends a price that was agreed on with a customer: from a coming day on the price book makes it. */
export function EndAgreedButton({ price, name }: { price: AgreedPrice; name: string }) {
  const { t } = useLingui();
  return (
    <DialogButton
      size="sm"
      variant="quiet"
      label={t`End it`}
      title={t`End the price of ${name}`}
      description={t`From that day on your price book makes the price. What is billed by then stays.`}
      disabled={unless(useCan('price_book.edit'))}
    >
      {(close) => <EndForm price={price} onDone={close} />}
    </DialogButton>
  );
}

function EndForm({ price, onDone }: { price: AgreedPrice; onDone: () => void }) {
  const { t } = useLingui();
  const tomorrow = dayAfter(useToday());
  const { buyer_id, offer_id, currency } = price;
  const form = useForm({
    name: `agreed-${buyer_id}-${offer_id}`,
    keep: false,
    schema: z.object({ valid_from: z.iso.date() }),
    defaults: { valid_from: tomorrow },
    submit: ({ valid_from }) =>
      api.POST('/v1/catalog/price-book/agreed-prices/end', {
        body: { buyer_id, offer_id, currency, valid_from },
      }),
    onDone: () => {
      toast.good(t`The end is set`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Set the end</Trans>} unguarded>
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`First day without it`} min={tomorrow} {...field} />}
      </Bind>
    </Form>
  );
}
