import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { daysAfter } from '../../kit/days.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useCan, useSession } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** Who of the office is away, and who decides in their place. */
export function Away() {
  const { t } = useLingui();
  const { date } = useFormat();
  const may = useCan('special_price.decide');
  const { items } = $api.useSuspenseQuery('get', '/v1/deals/delegations').data;
  const end = $api.useMutation('post', '/v1/deals/delegations/{id}/end', {
    onSuccess: () => toast.good(t`They decide for themselves again`),
  });
  return (
    <Card
      flush
      title={t`Away`}
      description={<Trans>While somebody is away, another decides in their place.</Trans>}
      actions={
        <DialogButton size="sm" label={t`Say who stands in`} disabled={unless(may)}>
          {(close) => <AwayForm onDone={close} />}
        </DialogButton>
      }
    >
      {items.length === 0 ? (
        <p className="px-5 py-6 text-muted">{t`Nobody is away.`}</p>
      ) : (
        <Table caption={t`Away`}>
          <thead>
            <tr>
              <Th>{t`Who`}</Th>
              <Th>{t`Stood in for by`}</Th>
              <Th>{t`From`}</Th>
              <Th>{t`Back on`}</Th>
              <Th>
                <span className="sr-only">{t`End`}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <Tr key={one.id}>
                <Td>
                  <bdi>{one.person_name}</bdi>
                </Td>
                <Td>
                  <bdi>{one.delegate_name}</bdi>
                </Td>
                <Td>{date(one.valid_from)}</Td>
                <Td>{date(one.valid_to)}</Td>
                <Td className="text-end">
                  <Button
                    size="sm"
                    disabled={unless(may)}
                    onClick={() => end.mutate({ params: { path: { id: one.id } } })}
                  >
                    <Trans>Back already</Trans>
                  </Button>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

const schema = z.object({
  person_id: z.string().min(1),
  delegate_id: z.string().min(1),
  valid_from: z.iso.date(),
  valid_to: z.iso.date(),
  reason: z.string().trim().max(500),
});

function AwayForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const { person } = useSession();
  const keepers = $api.useQuery('get', '/v1/deals/deciders').data?.items ?? [];
  const options = keepers.map(({ id, name, email }) => ({ value: id, label: name, note: email }));
  const form = useForm({
    name: 'delegation',
    keep: false,
    schema,
    defaults: {
      ...{ person_id: person.id, delegate_id: '', reason: '' },
      ...{ valid_from: today, valid_to: daysAfter(today, 7) },
    },
    submit: ({ reason, ...values }) =>
      api.POST('/v1/deals/delegations', { body: { ...values, reason: reason || null } }),
    onDone: () => {
      toast.good(t`It is said who stands in`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Set</Trans>}>
      <Bind form={form} name="person_id">
        {(field) => <Select label={t`Who is away`} options={options} {...field} />}
      </Bind>
      <Bind form={form} name="delegate_id">
        {(field) => (
          <Select
            label={t`Who decides in their place`}
            placeholder={t`Choose`}
            options={options}
            {...field}
          />
        )}
      </Bind>
      <div className="grid gap-4 sm:grid-cols-2">
        <Bind form={form} name="valid_from">
          {(field) => <DateField label={t`From`} {...field} />}
        </Bind>
        <Bind form={form} name="valid_to">
          {(field) => <DateField label={t`Back on`} {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="reason">
        {(field) => <TextField optional label={t`Reason`} {...field} />}
      </Bind>
    </Form>
  );
}
