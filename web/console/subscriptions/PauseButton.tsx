import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { dayAfter } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { useToday } from '../../kit/useToday.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { subscription: SubscriptionDetail };

/** Has the service rest from today on, for a while or until it is resumed; where it rests, lets it run again. */
export function PauseButton({ subscription }: Props) {
  const { t } = useLingui();
  if (subscription.state === 'paused') return <ResumeButton subscription={subscription} />;
  // What was bought once has nothing that could rest; what never pauses says so on its button.
  if (subscription.offer.billing === 'one_time') return null;
  return (
    <DialogButton
      label={t`Pause`}
      title={t`Pause this subscription`}
      disabled={unless(subscription.can.pause)}
    >
      {(close) => <PauseForm subscription={subscription} onDone={close} />}
    </DialogButton>
  );
}

function PauseForm({ subscription: { id, pausing }, onDone }: Props & { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name: `pause-${id}`,
    schema: z.object({ resumes_on: z.union([z.iso.date(), z.literal('')]) }),
    defaults: { resumes_on: '' },
    keep: false,
    submit: ({ resumes_on }) =>
      api.POST('/v1/orders/subscriptions/{id}/pause', {
        params: { path: { id } },
        body: { resumes_on: resumes_on || null },
      }),
    onDone: () => {
      toast.good(t`The pause is under way`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Pause it</Trans>} unguarded>
      <p>
        {pausing === 'free' ? (
          <Trans>
            The service rests from today on and keeps its data and licences. Nothing is charged until it
            resumes; what was paid ahead for those days is credited.
          </Trans>
        ) : (
          <Trans>
            The service rests from today on and keeps its data and licences. Its term is kept, so it is
            charged as before while it rests.
          </Trans>
        )}
      </p>
      <Bind form={form} name="resumes_on">
        {(field) => (
          <DateField
            optional
            label={t`Resumes by itself on`}
            hint={t`Empty: it rests until you resume it.`}
            min={dayAfter(today)}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}

function ResumeButton({ subscription }: Props) {
  const { t } = useLingui();
  const resume = $api.useMutation('post', '/v1/orders/subscriptions/{id}/resume', {
    onSuccess: () => toast.good(t`The resumption is under way`),
  });
  return (
    <Button
      variant="primary"
      busy={resume.isPending}
      disabled={unless(subscription.can.resume)}
      onClick={() => resume.mutate({ params: { path: { id: subscription.id } } })}
    >
      <Trans>Resume</Trans>
    </Button>
  );
}
