import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { CircleCheck } from '../../ui/icons.ts';
import { TextField } from '../../ui/TextField.tsx';
import { answered } from '../answered.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { useLink } from '../joining/useLink.ts';
import { useParam } from '../useParam.ts';

/** Where a customer says which partner it works with, by the link in its letter. */
export default function ChoicePage() {
  const { t } = useLingui();
  const token = useParam('token');
  const opened = useLink(token, readLink);
  const [signed, setSigned] = useState<Signed | null>(null);
  // Signing uses the link up, and what it led to is read again: the thanks come first.
  if (signed) return <Done {...signed} />;
  if (!opened)
    return (
      <Sheet
        title={t`This link does not work any more`}
        description={t`It was used already or is older than seven days. Ask whoever sent it for a new one.`}
      >
        {null}
      </Sheet>
    );
  return (
    <Sheet
      title={t`Your choice of a partner`}
      description={
        <Trans>
          You alone decide with whom <bdi>{opened.customer}</bdi> works. Sign only if this is so.
        </Trans>
      }
    >
      <blockquote
        dir="auto"
        lang={opened.language}
        className="rounded-xl border border-line bg-surface px-5 py-4 whitespace-pre-line shadow-low page-start"
      >
        {opened.text}
      </blockquote>
      <SignForm token={token} signer={opened.signer_name} onDone={() => setSigned(opened)} />
    </Sheet>
  );
}

type Signed = { customer: string; chosen: string; vendor: string };

function readLink(token: string) {
  return answered(api.POST('/v1/deals/choices/link', { body: { token } }));
}

const schema = z.object({ signer_name: z.string().trim().min(2).max(120) });

function SignForm(props: { token: string; signer: string; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'choice',
    schema,
    defaults: { signer_name: props.signer },
    keep: false,
    submit: ({ signer_name }) => api.POST('/v1/deals/choices', { body: { token: props.token, signer_name } }),
    onDone: props.onDone,
  });
  return (
    <Form form={form} action={<Trans>Sign</Trans>} unguarded>
      <Bind form={form} name="signer_name">
        {(field) => (
          <TextField
            label={t`Your name`}
            hint={t`Your name, the time and your network address are kept with what you sign.`}
            autoComplete="name"
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}

function Done({ customer, chosen, vendor }: Signed) {
  const { t } = useLingui();
  return (
    <Sheet title={t`Thank you`}>
      <p role="status" className="flex items-start gap-3 rounded-xl bg-good-soft px-4 py-3 text-good">
        <CircleCheck className="mt-0.5 size-5 shrink-0" strokeWidth={1.75} aria-hidden />
        <span>
          <Trans>
            <bdi>{vendor}</bdi> has recorded that <bdi>{customer}</bdi> works with <bdi>{chosen}</bdi>. A copy
            is on its way to you.
          </Trans>
        </span>
      </p>
    </Sheet>
  );
}
