import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Operations } from '../../kit/orders/Operations.tsx';
import type { Operation } from '../../kit/orders/words.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

/** Changes with their steps; those that the office makes by hand can be reported done or failed. */
export function OperationsByHand({ operations }: { operations: readonly Operation[] }) {
  const { t } = useLingui();
  const toReport = operations.filter(({ can }) => can.report === true);
  return (
    <>
      <Operations operations={operations} />
      {toReport.map((operation) => (
        <div
          key={operation.id}
          className="flex flex-wrap items-center justify-between gap-3 border-t border-line bg-warn-soft/50 px-5 py-3.5"
        >
          <p className="max-w-prose">
            <Trans>This is set up by hand. Say here when it is done.</Trans>
          </p>
          <DialogButton size="sm" label={t`Report`} title={t`What became of it?`}>
            {(close) => <ReportForm operation={operation} onDone={close} />}
          </DialogButton>
        </div>
      ))}
    </>
  );
}

const schema = z.object({
  outcome: z.enum(['succeeded', 'failed']),
  note: z.string().trim().min(1).max(500),
});

function ReportForm({ operation, onDone }: { operation: Operation; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `report-${operation.id}`,
    schema,
    defaults: { outcome: 'succeeded', note: '' },
    submit: (body) =>
      api.POST('/v1/orders/operations/{id}/complete', { params: { path: { id: operation.id } }, body }),
    onDone: () => {
      toast.good(t`Reported`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Report it</Trans>}>
      <Bind form={form} name="outcome">
        {({ onValueChange, ...field }) => (
          <RadioGroup
            cards
            label={t`Outcome`}
            options={[
              { value: 'succeeded', label: t`Done`, note: t`It is active from today and billed.` },
              { value: 'failed', label: t`Could not be done`, note: t`The reseller is told why.` },
            ]}
            {...field}
            onValueChange={(value) => onValueChange(value as 'succeeded' | 'failed')}
          />
        )}
      </Bind>
      <Bind form={form} name="note">
        {(field) => <TextField label={t`What was done`} hint={t`The reseller reads it.`} {...field} />}
      </Bind>
    </Form>
  );
}
