import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useSession } from '../../kit/session.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Check } from '../../ui/icons.ts';
import { SkeletonText } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { KeeperFields } from '../resellers/KeeperFields.tsx';
import { type Keepers, useKeepers } from '../resellers/keepers.ts';
import { PlanFields } from '../resellers/PlanFields.tsx';
import { useCurrencies } from './currencies.ts';
import type { ApplicationDetail } from './words.ts';

type Props = { application: ApplicationDetail };

/** Takes the applicant into the program, on the terms chosen here. */
export function ApproveButton({ application }: Props) {
  const { t } = useLingui();
  return (
    <DialogButton
      variant="primary"
      icon={Check}
      label={t`Approve`}
      title={t`Approve ${application.company}`}
      description={t`Its contract is in force at once, and it can sell.`}
      disabled={unless(application.can.approve)}
    >
      {(close) => <Loading application={application} onDone={close} />}
    </DialogButton>
  );
}

type FormProps = Props & { onDone: () => void };

/** The form waits for the people: one of them is chosen from the start. */
function Loading(props: FormProps) {
  const keepers = useKeepers();
  return keepers ? <ApproveForm {...props} keepers={keepers} /> : <SkeletonText lines={5} />;
}

const schema = z.object({
  channel_manager_id: z.string().min(1),
  channel_supervisor_id: z.string().min(1),
  bundle_plan_id: z.string().min(1),
  billing_preference: z.enum(['prepay', 'postpay']),
  currency: z.string().length(3),
});

function ApproveForm({ application, onDone, keepers }: FormProps & { keepers: Keepers }) {
  const { t } = useLingui();
  const { person, organization } = useSession();
  const me = keepers.channel_managers.find(({ id }) => id === person.id);
  const currencies = useCurrencies(application.country);
  const form = useForm({
    name: `approve-${application.id}`,
    schema,
    defaults: {
      channel_manager_id: me?.id ?? '',
      channel_supervisor_id: '',
      bundle_plan_id: '',
      billing_preference: 'postpay',
      currency: organization.currency,
    },
    submit: (body) =>
      api.POST('/v1/program/applications/{id}/approve', { params: { path: { id: application.id } }, body }),
    onDone: () => {
      toast.good(t`${application.company} is a reseller now`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Approve</Trans>}>
      <KeeperFields form={form} keepers={keepers} />
      <PlanFields form={form} />
      <Bind form={form} name="currency">
        {(field) => (
          <Combobox
            label={t`Currency`}
            hint={t`Its invoices are in it, for good.`}
            options={currencies}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}
