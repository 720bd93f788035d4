import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** The clock of a sandbox program, moved ahead day by day; nothing in a program that lives by the real one. */
export function ClockCard() {
  const clock = $api.useQuery('get', '/v1/demo/clock', {}, { retry: false, refetchInterval: 5000 }).data;
  if (!clock?.enabled || clock.can.advance !== true) return null;
  return <Clock today={clock.today} />;
}

function Clock({ today }: { today: string }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const form = useForm({
    name: 'test-clock',
    schema: z.object({ to: z.iso.date() }),
    defaults: { to: '' },
    submit: (body) => api.POST('/v1/demo/clock/advance', { body }),
    onDone: () => toast.good(t`The days go by now, one after another`),
  });
  const day = date(today);
  return (
    <Card
      title={t`Test clock`}
      description={
        <Trans>
          It is {day} in this sandbox program. Move ahead, and every timer that falls due on the way fires on
          its day. You may have to sign in again.
        </Trans>
      }
    >
      <Form form={form} action={<Trans>Move ahead</Trans>}>
        <Bind form={form} name="to">
          {(field) => <DateField label={t`Up to`} min={today} {...field} />}
        </Bind>
      </Form>
    </Card>
  );
}
