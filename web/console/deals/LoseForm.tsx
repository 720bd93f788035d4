import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { type Deal, useDealWords } from '../../kit/deals/words.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

const REASONS = ['price', 'competitor', 'no_budget', 'no_decision', 'not_a_fit', 'other'] as const;
const schema = z.object({ reason: z.enum(REASONS), note: z.string().trim().max(4000) });

/** Why a deal was lost. */
export function LoseForm({ deal, onDone }: { deal: Pick<Deal, 'id'>; onDone: () => void }) {
  const { t } = useLingui();
  const { reasons } = useDealWords();
  const form = useForm({
    name: `deal-lose-${deal.id}`,
    schema,
    defaults: { reason: 'price', note: '' },
    submit: ({ reason, note }) =>
      api.POST('/v1/deals/deals/{id}/lose', {
        params: { path: { id: deal.id } },
        body: { reason, note: note || null },
      }),
    onDone: () => {
      toast.good(t`The deal is closed as lost`);
      onDone();
    },
  });
  const options = REASONS.map((value) => ({ value, label: reasons[value] ?? value }));
  return (
    <Form form={form} action={<Trans>Close as lost</Trans>} unguarded>
      <Bind form={form} name="reason">
        {(field) => (
          <Select
            label={t`Reason`}
            options={options}
            {...field}
            onValueChange={(value) => field.onValueChange(value as (typeof REASONS)[number])}
          />
        )}
      </Bind>
      <Bind form={form} name="note">
        {(field) => <TextArea optional label={t`Note`} rows={3} {...field} />}
      </Bind>
    </Form>
  );
}
