import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { TextField } from '../../ui/TextField.tsx';

/** Adds a bundle plan and goes to it, where its first version is published. */
export function NewPlanButton() {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      label={t`New bundle plan`}
      description={t`Resellers can be put on it once its first version is published.`}
      disabled={unless(useCan('bundle_plan.edit'))}
    >
      {(close) => <NewPlanForm onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({
  code: z.string().trim().min(1),
  en: z.string().trim().min(1),
  ar: z.string().trim().min(1),
});

function NewPlanForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const made = useRef('');
  const form = useForm({
    name: 'bundle-plan-new',
    schema,
    defaults: { code: '', en: '', ar: '' },
    submit: async ({ code, en, ar }) => {
      const { data } = await api.POST('/v1/catalog/bundle-plans', { body: { code, name: { en, ar } } });
      made.current = data?.id ?? '';
    },
    onDone: () => {
      onDone();
      void navigate({ to: path(paths.office.bundlePlan, { bundlePlanId: made.current }) });
    },
  });
  return (
    <Form form={form} action={<Trans>Add the plan</Trans>}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="en">
          {(field) => <TextField label={t`Name in English`} {...field} />}
        </Bind>
        <Bind form={form} name="ar">
          {(field) => <TextField label={t`Name in Arabic`} {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="code">
        {(field) => (
          <TextField ltr label={t`Code`} hint={t`Short and for good, such as GOLD-2027.`} {...field} />
        )}
      </Bind>
    </Form>
  );
}
