import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { SkeletonText } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { KeeperFields } from './KeeperFields.tsx';
import { type Keepers, useKeepers } from './keepers.ts';
import type { ResellerDetail } from './words.ts';

/** Says who looks after the reseller. */
export function AssignButton({
  reseller,
  disabled,
}: {
  reseller: ResellerDetail;
  disabled: string | boolean;
}) {
  const { t } = useLingui();
  return (
    <DialogButton
      size="sm"
      label={t`Change`}
      title={t`Who looks after ${reseller.name}?`}
      disabled={disabled}
    >
      {(close) => <Loading reseller={reseller} onDone={close} />}
    </DialogButton>
  );
}

type FormProps = { reseller: ResellerDetail; onDone: () => void };

function Loading(props: FormProps) {
  const keepers = useKeepers();
  return keepers ? <AssignForm {...props} keepers={keepers} /> : <SkeletonText lines={3} />;
}

const schema = z.object({ channel_manager_id: z.string().min(1), channel_supervisor_id: z.string().min(1) });

function AssignForm({ reseller, onDone, keepers }: FormProps & { keepers: Keepers }) {
  const { t } = useLingui();
  const form = useForm({
    name: `assign-${reseller.id}`,
    keep: false,
    schema,
    defaults: {
      channel_manager_id: reseller.channel_manager.id,
      channel_supervisor_id: reseller.channel_supervisor.id,
    },
    submit: (body) =>
      api.POST('/v1/program/resellers/{id}/assign', { params: { path: { id: reseller.id } }, body }),
    onDone: () => {
      toast.good(t`Assigned`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Assign</Trans>} unguarded>
      <KeeperFields form={form} keepers={keepers} />
    </Form>
  );
}
