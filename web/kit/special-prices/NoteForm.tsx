import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';

type Verb = 'endorse' | 'return' | 'decline' | 'answer';
type Props = { id: string; verb: Verb; hint: string; onDone: () => void };

const schema = z.object({ note: z.string().trim().min(3).max(2000) });

/** A step of a special price that takes nothing but words. */
export function NoteForm({ id, verb, hint, onDone }: Props) {
  const { t } = useLingui();
  const done: Record<Verb, string> = {
    endorse: t`The request is endorsed`,
    return: t`The question is on its way`,
    decline: t`The request is declined`,
    answer: t`The answer is on its way`,
  };
  const form = useForm({
    name: `special-price-${verb}-${id}`,
    schema,
    defaults: { note: '' },
    submit: ({ note }) =>
      api.POST(`/v1/deals/special-prices/{id}/${verb}`, {
        params: { path: { id } },
        body: verb === 'answer' ? { note, lines: null } : { note },
      } as never),
    onDone: () => {
      toast.good(done[verb]);
      onDone();
    },
  });
  const action = {
    endorse: <Trans>Endorse</Trans>,
    return: <Trans>Send the question</Trans>,
    decline: <Trans>Decline</Trans>,
    answer: <Trans>Send the answer</Trans>,
  }[verb];
  return (
    <Form form={form} action={action}>
      <Bind form={form} name="note">
        {(field) => <TextArea label={t`Your words`} hint={hint} {...field} />}
      </Bind>
    </Form>
  );
}
