import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { ApproveButton } from './ApproveButton.tsx';
import type { ApplicationDetail } from './words.ts';

type Props = { application: ApplicationDetail };

/** The decision on an application; nothing once it is over. */
export function ApplicationActions({ application }: Props) {
  const { t } = useLingui();
  const { can, state, contact_name } = application;
  if (state === 'declined' || state === 'withdrawn') return null;
  return (
    <>
      <DialogButton
        label={t`Decline`}
        title={t`Decline this application?`}
        description={t`${contact_name} reads your reason in a letter. The application is over with it.`}
        disabled={unless(can.decline)}
      >
        {(close) => <DeclineForm application={application} onDone={close} />}
      </DialogButton>
      <DialogButton
        label={t`Ask for more`}
        description={t`${contact_name} reads this in a letter and can correct what was given.`}
        disabled={unless(can.ask)}
      >
        {(close) => <AskForm application={application} onDone={close} />}
      </DialogButton>
      <ApproveButton application={application} />
    </>
  );
}

const schema = z.object({ words: z.string().trim().min(1).max(4000) });
type FormProps = Props & { onDone: () => void };

function AskForm({ application, onDone }: FormProps) {
  const { t } = useLingui();
  const form = useForm({
    name: `ask-${application.id}`,
    schema,
    defaults: { words: '' },
    submit: ({ words }) =>
      api.POST('/v1/program/applications/{id}/ask', {
        params: { path: { id: application.id } },
        body: { note: words },
      }),
    onDone: () => {
      toast.good(t`Your question is on its way`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Send the question</Trans>}>
      <Bind form={form} name="words">
        {(field) => <TextArea label={t`What is missing`} rows={5} {...field} />}
      </Bind>
    </Form>
  );
}

function DeclineForm({ application, onDone }: FormProps) {
  const { t } = useLingui();
  const form = useForm({
    name: `decline-${application.id}`,
    schema,
    defaults: { words: '' },
    submit: ({ words }) =>
      api.POST('/v1/program/applications/{id}/decline', {
        params: { path: { id: application.id } },
        body: { reason: words },
      }),
    onDone: () => {
      toast.good(t`The application is declined`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Decline the application</Trans>}>
      <Bind form={form} name="words">
        {(field) => (
          <TextArea label={t`Reason`} hint={t`The applicant reads it as you write it.`} rows={5} {...field} />
        )}
      </Bind>
    </Form>
  );
}
