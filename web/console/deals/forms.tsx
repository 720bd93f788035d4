import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { write } from '../../api/client.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { deal: Pick<DealDetail, 'id'>; onDone: () => void };
type Words = { verb: string; needed?: boolean; label: string; action: ReactNode; done: string };

const optional = z.object({ note: z.string().trim().max(4000) });
const needed = z.object({ note: z.string().trim().min(1).max(4000) });

/** A step of a deal with a few words that go along. */
function NoteForm({ deal, onDone, words }: Props & { words: Words }) {
  const form = useForm({
    name: `deal-${words.verb}-${deal.id}`,
    schema: words.needed ? needed : optional,
    defaults: { note: '' },
    submit: ({ note }) => write('POST', `/v1/deals/deals/${deal.id}/${words.verb}`, { note: note || null }),
    onDone: () => {
      toast.good(words.done);
      onDone();
    },
  });
  return (
    <Form form={form} action={words.action} unguarded>
      <Bind form={form} name="note">
        {(field) => (
          <TextArea {...(!words.needed && { optional: true })} label={words.label} rows={4} {...field} />
        )}
      </Bind>
    </Form>
  );
}

/** The answer to the vendor's question. */
export function AnswerForm(props: Props) {
  const { t } = useLingui();
  const action = <Trans>Send the answer</Trans>;
  const words = {
    verb: 'resubmit',
    needed: true,
    label: t`Your answer`,
    action,
    done: t`Your answer is on its way`,
  };
  return <NoteForm {...props} words={words} />;
}

/** Longer protection. */
export function ExtendForm(props: Props) {
  const { t } = useLingui();
  const action = <Trans>Extend</Trans>;
  const words = {
    verb: 'extend',
    label: t`How the deal is going`,
    action,
    done: t`The protection is extended`,
  };
  return <NoteForm {...props} words={words} />;
}

/** Taken back before it is decided. */
export function RecallForm(props: Props) {
  const { t } = useLingui();
  const action = <Trans>Recall the deal</Trans>;
  const words = { verb: 'recall', label: t`Reason`, action, done: t`The deal is recalled` };
  return <NoteForm {...props} words={words} />;
}
