import { useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { ConsentField } from '../../kit/quotes/ConsentField.tsx';
import { Card } from '../../ui/Card.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { quote: components['schemas']['OpenedQuote']; quoteId: string };

const acceptance = z.object({ consent: z.literal(true) });

/** Whoever is signed in accepts in their own name, or asks for changes. */
export function Decision({ quote, quoteId }: Props) {
  const { t } = useLingui();
  const params = { path: { id: quoteId } };
  const form = useForm({
    name: 'quote-acceptance',
    keep: false,
    schema: acceptance,
    defaults: { consent: false as true },
    submit: async () => {
      const body = { consent: true as const, document_sha256: quote.document_sha256 };
      await api.POST('/v1/orders/received-quotes/{id}/accept', { params, body });
      toast.good(t`The quote is accepted`);
    },
  });
  return (
    <Card title={t`Your decision`}>
      <Form form={form} action={t`Accept the quote`} unguarded secondary={<Changes quoteId={quoteId} />}>
        <Bind form={form} name="consent">
          {(field) => <ConsentField quote={quote} field={field} />}
        </Bind>
      </Form>
    </Card>
  );
}

/** Asks for changes in a word or two; the next version comes by a letter and stands here. */
function Changes({ quoteId }: Pick<Props, 'quoteId'>) {
  const { t } = useLingui();
  return (
    <DialogButton
      label={t`Ask for changes`}
      description={t`Say what should be different. You get a new version by e-mail.`}
    >
      {(close) => <ChangesForm quoteId={quoteId} onDone={close} />}
    </DialogButton>
  );
}

const wishes = z.object({ note: z.string().trim().min(3).max(2000) });

function ChangesForm({ quoteId, onDone }: { quoteId: string; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'quote-changes',
    keep: false,
    schema: wishes,
    defaults: { note: '' },
    submit: (body) =>
      api.POST('/v1/orders/received-quotes/{id}/changes', { params: { path: { id: quoteId } }, body }),
    onDone: () => {
      toast.good(t`Your wishes are sent`);
      onDone();
    },
  });
  return (
    <Form form={form} action={t`Send the wishes`} unguarded>
      <Bind form={form} name="note">
        {(field) => <TextArea rows={4} label={t`What should be different`} {...field} />}
      </Bind>
    </Form>
  );
}
