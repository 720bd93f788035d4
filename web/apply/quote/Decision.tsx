import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { ConsentField } from '../../kit/quotes/ConsentField.tsx';
import { Card } from '../../ui/Card.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { answered } from '../answered.ts';
import type { OpenedQuote } from './QuotePage.tsx';

type Props = { quote: OpenedQuote; token: string; onDecided: (quote: OpenedQuote) => void };

const acceptance = z.object({ name: z.string().trim().min(2).max(200), consent: z.literal(true) });

/** The customer accepts by name and consent, or asks for changes. */
export function Decision({ quote, token, onDecided }: Props) {
  const { t } = useLingui();
  const form = useForm({
    name: 'quote-acceptance',
    keep: false,
    schema: acceptance,
    defaults: { name: quote.contact_name, consent: false as true },
    submit: async ({ name }) => {
      const body = { token, name, consent: true as const, document_sha256: quote.document_sha256 };
      onDecided(await answered(api.POST('/v1/orders/quotes/link/accept', { body })));
      toast.good(t`The quote is accepted`);
    },
  });
  return (
    <Card title={t`Your decision`}>
      <Form
        form={form}
        action={t`Accept the quote`}
        unguarded
        secondary={<Changes {...{ quote, token, onDecided }} />}
      >
        <Bind form={form} name="name">
          {(field) => <TextField autoComplete="name" label={t`Your full name`} {...field} />}
        </Bind>
        <Bind form={form} name="consent">
          {(field) => <ConsentField quote={quote} field={field} />}
        </Bind>
        <p className="text-sm text-muted">
          <Trans>
            We keep your name, the time, your network address and the fingerprint of the document.
          </Trans>
        </p>
      </Form>
    </Card>
  );
}

/** Asks for changes in a word or two; the next version comes by a new letter. */
function Changes(props: Props) {
  const { t } = useLingui();
  return (
    <DialogButton
      label={t`Ask for changes`}
      description={t`Say what should be different. You get a new version by e-mail.`}
    >
      {(close) => <ChangesForm {...props} onDone={close} />}
    </DialogButton>
  );
}

const wishes = z.object({
  name: z.string().trim().min(2).max(200),
  note: z.string().trim().min(3).max(2000),
});

function ChangesForm({ quote, token, onDecided, onDone }: Props & { onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'quote-changes',
    keep: false,
    schema: wishes,
    defaults: { name: quote.contact_name, note: '' },
    submit: async (said) => {
      onDecided(await answered(api.POST('/v1/orders/quotes/link/changes', { body: { token, ...said } })));
    },
    onDone: () => {
      toast.good(t`Your wishes are sent`);
      onDone();
    },
  });
  return (
    <Form form={form} action={t`Send the wishes`} unguarded>
      <Bind form={form} name="name">
        {(field) => <TextField autoComplete="name" label={t`Your full name`} {...field} />}
      </Bind>
      <Bind form={form} name="note">
        {(field) => <TextArea rows={4} label={t`What should be different`} {...field} />}
      </Bind>
    </Form>
  );
}
