import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Mail } from '../../ui/icons.ts';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { unless } from '../can.ts';
import { confirm } from '../confirm.ts';
import { dayAfter, daysAfter } from '../days.ts';
import { DialogButton } from '../form/DialogButton.tsx';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import type { OverdueAccount } from './words.ts';

type Props = { account: OverdueAccount };
type FormProps = Props & { onDone: () => void };

const pathOf = ({ account }: Props) => ({ path: { id: account.account.id } });

/** What a person can do about an account that does not pay. */
export function AccountActions({ account }: Props) {
  const { t } = useLingui();
  const { can, hold } = account;
  const remind = $api.useMutation('post', '/v1/billing/overdue/{id}/remind');
  const readers = account.readers.map(({ email }) => email).join(' · ');
  const press = async () => {
    const asked = {
      title: t`Send the next letter now?`,
      description: t`It goes to ${readers} instead of on its day.`,
      action: t`Send the letter`,
    };
    if (!(await confirm(asked))) return;
    await remind.mutateAsync({ params: pathOf({ account }) });
    toast.good(t`Letter sent`);
  };
  return (
    <>
      {hold ? (
        <DialogButton label={t`Lift the hold`} title={t`Lift the hold?`} disabled={unless(can.release)}>
          {(close) => <HoldForm account={account} onDone={close} held={false} />}
        </DialogButton>
      ) : (
        <DialogButton label={t`Hold purchases`} title={t`Hold new purchases?`} disabled={unless(can.hold)}>
          {(close) => <HoldForm account={account} onDone={close} held />}
        </DialogButton>
      )}
      <DialogButton label={t`Pause reminders`} title={t`Pause reminders`} disabled={unless(can.pause)}>
        {(close) => <PauseForm account={account} onDone={close} />}
      </DialogButton>
      <Button
        icon={Mail}
        variant="primary"
        disabled={unless(can.remind)}
        busy={remind.isPending}
        onClick={() => void press()}
      >{t`Send the next letter`}</Button>
    </>
  );
}

/** Letters go out again. */
export function EndPause({ account }: Props) {
  const { t } = useLingui();
  const end = $api.useMutation('post', '/v1/billing/overdue/{id}/end-pause');
  return (
    <Button
      size="sm"
      disabled={unless(account.can.end_pause)}
      busy={end.isPending}
      onClick={() =>
        end.mutate({ params: pathOf({ account }) }, { onSuccess: () => toast.good(t`Pause ended`) })
      }
    >{t`End the pause`}</Button>
  );
}

/** A promise to pay is usually for a week or so. */
const PROMISE_DAYS = 8;

function PauseForm({ account, onDone }: FormProps) {
  const { t } = useLingui();
  const form = useForm({
    name: `pause-reminders-${account.account.id}`,
    keep: false,
    schema: z.object({ resumes_on: z.iso.date(), reason: z.string().trim().min(3).max(300) }),
    defaults: { resumes_on: daysAfter(account.today, PROMISE_DAYS), reason: '' },
    submit: (body) => api.POST('/v1/billing/overdue/{id}/pause', { params: pathOf({ account }), body }),
    onDone: () => {
      toast.good(t`Reminders paused`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Pause reminders</Trans>} unguarded>
      <p className="text-muted">
        <Trans>No letter goes out before that day, and no hold begins. A hold that stands stays.</Trans>
      </p>
      <Bind form={form} name="resumes_on">
        {(field) => (
          <DateField label={t`First day with letters again`} min={dayAfter(account.today)} {...field} />
        )}
      </Bind>
      <Bind form={form} name="reason">
        {(field) => (
          <TextField
            label={t`Reason`}
            hint={t`Who promised what, for example. Only your own people read it.`}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}

function HoldForm({ account, onDone, held }: FormProps & { held: boolean }) {
  const { t } = useLingui();
  const form = useForm({
    name: `hold-${account.account.id}`,
    keep: false,
    schema: z.object({ reason: z.string().trim().min(3).max(300) }),
    defaults: { reason: '' },
    submit: (body) => {
      const call = { params: pathOf({ account }), body };
      return held
        ? api.POST('/v1/billing/overdue/{id}/hold', call)
        : api.POST('/v1/billing/overdue/{id}/release', call);
    },
    onDone: () => {
      toast.good(held ? t`Purchases held` : t`Purchases released`);
      onDone();
    },
  });
  return (
    <Form form={form} action={held ? <Trans>Hold purchases</Trans> : <Trans>Lift the hold</Trans>} unguarded>
      <p className="text-muted">
        {held ? (
          <Trans>New orders and increases are refused until you lift it. Running services continue.</Trans>
        ) : (
          <Trans>What is overdue today does not hold purchases again; what becomes overdue later does.</Trans>
        )}
      </p>
      <Bind form={form} name="reason">
        {(field) => (
          <TextField
            label={t`Reason`}
            hint={
              held
                ? t`The buyer reads it when an order is refused.`
                : t`It is kept with the account; the buyer may read it.`
            }
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}
