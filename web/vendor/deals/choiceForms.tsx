import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { $api, write } from '../../api/client.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';

type Props = { deal: DealDetail; onDone: () => void };

const asked = z.object({
  chosen_id: z.string().min(1),
  signer_name: z.string().trim().min(2).max(120),
  signer_email: z.email(),
  language: z.enum(['en', 'ar']),
  evidence: z.string().trim().max(4000),
});
const recorded = asked.extend({ evidence: z.string().trim().min(3).max(4000) });
type Values = z.infer<typeof asked>;

function defaultsOf({ contact_name, contact_email }: DealDetail): Values {
  return {
    ...{ chosen_id: '', signer_name: contact_name, signer_email: contact_email ?? '' },
    ...{ language: 'en', evidence: '' },
  };
}

/** Asks the customer by a link that works once. */
export function AskChoiceForm({ deal, onDone }: Props) {
  const { t } = useLingui();
  const form = useForm({
    name: `deal-choice-link-${deal.id}`,
    schema: asked,
    defaults: defaultsOf(deal),
    submit: ({ evidence: _, ...body }) => write('POST', `/v1/deals/deals/${deal.id}/choice-link`, body),
    onDone: () => {
      toast.good(t`The link is on its way to the customer`);
      onDone();
    },
  });
  return <ChoiceForm form={form} deal={deal} action={<Trans>Send the link</Trans>} />;
}

/** Records what the office has in writing. */
export function RecordChoiceForm({ deal, onDone }: Props) {
  const { t } = useLingui();
  const form = useForm({
    name: `deal-choice-${deal.id}`,
    schema: recorded,
    defaults: defaultsOf(deal),
    submit: (body) => write('POST', `/v1/deals/deals/${deal.id}/choice`, body),
    onDone: () => {
      toast.good(t`The customer’s choice is recorded`);
      onDone();
    },
  });
  return (
    <ChoiceForm form={form} deal={deal} action={<Trans>Record it and end this deal</Trans>}>
      <Bind form={form} name="evidence">
        {(field) => (
          <TextArea
            label={t`What you have it from`}
            hint={t`Such as a letter or an e-mail, and its date.`}
            rows={3}
            {...field}
          />
        )}
      </Bind>
    </ChoiceForm>
  );
}

function ChoiceForm(props: {
  form: FormState<Values>;
  deal: DealDetail;
  action: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useLingui();
  const { form, deal, action, children } = props;
  const languages = [
    { value: 'en', label: 'English' },
    { value: 'ar', label: 'العربية' },
  ];
  return (
    <Form form={form} action={action} unguarded>
      <ChosenField form={form} deal={deal} />
      <div className="grid gap-5 sm:grid-cols-2">
        <Bind form={form} name="signer_name">
          {(field) => <TextField label={t`Who signs for the customer`} {...field} />}
        </Bind>
        <Bind form={form} name="signer_email">
          {(field) => <TextField type="email" label={t`E-mail address`} {...field} />}
        </Bind>
      </div>
      <Bind form={form} name="language">
        {(field) => (
          <Select
            label={t`Language of the declaration`}
            options={languages}
            {...field}
            onValueChange={(value) => field.onValueChange(value as Values['language'])}
          />
        )}
      </Bind>
      {children}
    </Form>
  );
}

function ChosenField({ form, deal }: { form: FormState<Values>; deal: DealDetail }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const query = { limit: 20, sort: 'name', ...(typed && { q: typed }) };
  const list = $api.useQuery(
    'get',
    '/v1/program/resellers',
    { params: { query } },
    { placeholderData: keepPreviousData },
  );
  const others = (list.data?.items ?? []).filter(({ id }) => id !== deal.buyer?.id);
  return (
    <Bind form={form} name="chosen_id">
      {(field) => (
        <Combobox
          label={t`Partner the customer has chosen`}
          placeholder={t`Search resellers`}
          onSearch={setTyped}
          searching={list.isFetching}
          options={others.map(({ id, name }) => ({ value: id, label: name }))}
          {...field}
        />
      )}
    </Bind>
  );
}
