import { useLingui } from '@lingui/react/macro';
import type { ComponentProps } from 'react';
import { z } from 'zod';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { useToday } from '../../kit/useToday.ts';
import type { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';

type Props = Pick<ComponentProps<typeof Button>, 'size' | 'variant' | 'disabled'> & {
  /** Names the draft: one per thing. */
  name: string;
  /** It is withdrawn, and is put back on sale. */
  back: boolean;
  title: string;
  send: (withdrawn: boolean, validFrom: string) => Promise<unknown>;
};

/** Takes a product or an offer out of the store from a day on, or puts it back. */
export function WithdrawButton({ name, back, title, send, ...button }: Props) {
  const { t } = useLingui();
  return (
    <DialogButton
      {...button}
      label={back ? t`Put back on sale` : t`Withdraw from sale`}
      title={title}
      description={
        back
          ? t`It can be ordered again from the day you choose.`
          : t`From the day you choose nobody can order it any more. Those who have it keep it, at its price.`
      }
    >
      {(close) => <DayForm name={name} back={back} send={send} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({ valid_from: z.iso.date() });

function DayForm({
  name,
  back,
  send,
  onDone,
}: Pick<Props, 'name' | 'back' | 'send'> & { onDone: () => void }) {
  const { t } = useLingui();
  const today = useToday();
  const form = useForm({
    name,
    schema,
    defaults: { valid_from: today },
    submit: ({ valid_from }) => send(!back, valid_from),
    onDone: () => {
      toast.good(back ? t`It is put back on sale` : t`It is withdrawn`);
      onDone();
    },
  });
  return (
    <Form form={form} action={back ? t`Put back on sale` : t`Withdraw from sale`}>
      <Bind form={form} name="valid_from">
        {(field) => <DateField label={t`From this day on`} min={today} {...field} />}
      </Bind>
    </Form>
  );
}
