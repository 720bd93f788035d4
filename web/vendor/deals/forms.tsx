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
type Step = {
  verb: string;
  /** The API's name of the words. */
  field: 'note' | 'reason';
  needed?: boolean;
  label: string;
  hint?: string;
  action: ReactNode;
  done: string;
};

const optional = z.object({ words: z.string().trim().max(4000) });
const needed = z.object({ words: z.string().trim().min(1).max(4000) });

/** A step with the words that go along. */
function StepForm({ deal, onDone, step }: Props & { step: Step }) {
  const form = useForm({
    name: `deal-${step.verb}-${deal.id}`,
    schema: step.needed ? needed : optional,
    defaults: { words: '' },
    submit: ({ words }) =>
      write('POST', `/v1/deals/deals/${deal.id}/${step.verb}`, { [step.field]: words || null }),
    onDone: () => {
      toast.good(step.done);
      onDone();
    },
  });
  return (
    <Form form={form} action={step.action} unguarded>
      <Bind form={form} name="words">
        {(field) => (
          <TextArea
            {...(!step.needed && { optional: true })}
            label={step.label}
            hint={step.hint}
            rows={4}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}

/** Yes, with a word to the reseller if wanted. */
export function ApproveForm(props: Props) {
  const { t } = useLingui();
  const words = {
    label: t`Word to the reseller`,
    action: <Trans>Approve the deal</Trans>,
    done: t`The deal is approved`,
  };
  return <StepForm {...props} step={{ verb: 'approve', field: 'note', ...words }} />;
}

/** A question. */
export function AskForm(props: Props) {
  const { t } = useLingui();
  const words = {
    label: t`What is missing`,
    action: <Trans>Send the question</Trans>,
    done: t`Your question is on its way`,
  };
  return <StepForm {...props} step={{ verb: 'return', field: 'note', needed: true, ...words }} />;
}

/** No, with the reason. */
export function DeclineForm(props: Props) {
  const { t } = useLingui();
  const words = {
    label: t`Reason`,
    hint: t`The reseller reads it as you write it.`,
    action: <Trans>Decline the deal</Trans>,
    done: t`The deal is declined`,
  };
  return <StepForm {...props} step={{ verb: 'decline', field: 'reason', needed: true, ...words }} />;
}

/** Longer protection. */
export function ExtendForm(props: Props) {
  const { t } = useLingui();
  const words = {
    label: t`Word to the reseller`,
    action: <Trans>Extend</Trans>,
    done: t`The protection is extended`,
  };
  return <StepForm {...props} step={{ verb: 'extend', field: 'note', ...words }} />;
}
