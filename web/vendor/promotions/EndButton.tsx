import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { dayAfter, dayBefore } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import type { Promotion } from './PromotionsPage.tsx';

/** Ends a promotion earlier than planned, on a coming day; nothing for one that cannot end any earlier. */
export function EndButton({ promotion }: { promotion: Promotion }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const may = useCan('bundle_plan.edit');
  const earliest = earliestEnd(promotion, useToday());
  const name = text(promotion.name);
  if (earliest >= promotion.valid_to) return null;
  return (
    <DialogButton
      size="sm"
      variant="quiet"
      label={t`End early`}
      title={t`End ${name} early`}
      description={t`What it gave until then stays as it is.`}
      disabled={unless(may)}
    >
      {(close) => <EndForm promotion={promotion} earliest={earliest} onDone={close} />}
    </DialogButton>
  );
}

/** After today, and after its own first day. */
function earliestEnd({ valid_from }: Promotion, today: string): string {
  return dayAfter(valid_from > today ? valid_from : today);
}

type FormProps = { promotion: Promotion; earliest: string; onDone: () => void };

function EndForm({ promotion, earliest, onDone }: FormProps) {
  const { t } = useLingui();
  const form = useForm({
    name: `promotion-end-${promotion.id}`,
    keep: false,
    schema: z.object({ valid_to: z.iso.date() }),
    defaults: { valid_to: earliest },
    submit: ({ valid_to }) =>
      api.POST('/v1/catalog/promotions/{id}/end', {
        params: { path: { id: promotion.id } },
        body: { valid_to },
      }),
    onDone: () => {
      toast.good(t`The promotion ends early`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>End it</Trans>} unguarded>
      <Bind form={form} name="valid_to">
        {(field) => (
          <DateField
            label={t`First day without it`}
            min={earliest}
            max={dayBefore(promotion.valid_to)}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}
