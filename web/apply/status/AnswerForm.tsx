import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { Button } from '../../ui/Button.tsx';
import { Pencil } from '../../ui/icons.ts';
import { TextArea } from '../../ui/TextField.tsx';
import { answered } from '../answered.ts';
import {
  AboutField,
  asParticulars,
  CompanyField,
  ContactNameField,
  ContactPhoneField,
  PapersFields,
} from '../particulars/Fields.tsx';
import { changesOf, type ParticularsTyped, particulars, typedOf } from '../particulars/schema.ts';
import { onFields } from '../refusals.ts';
import { type Application, lastMove, useKeepApplication } from './application.ts';

const schema = z.object({ ...particulars, note: z.string().trim().min(1).max(4000) });

/** The answer in words, and, if something was wrong, what the business said of itself, corrected. */
export function AnswerForm({ application }: { application: Application }) {
  const { t } = useLingui();
  const keep = useKeepApplication();
  const { id, country } = application;
  const form = useForm({
    name: `answer-${id}-${lastMove(application, 'ask')?.seq}`,
    schema,
    defaults: { ...typedOf(application), note: '' },
    submit: async ({ note, ...said }) => {
      const body = { note, particulars: changesOf(application, said) };
      const write = api.POST('/v1/program/applications/{id}/answer', { params: { path: { id } }, body });
      keep(await answered(onFields(write)));
    },
  });
  return (
    <Form form={form} action={t`Send the answer`}>
      <Bind form={form} name="note">
        {(field) => <TextArea rows={5} maxLength={4000} label={t`Your answer`} {...field} />}
      </Bind>
      <Corrections form={asParticulars(form)} country={country} />
    </Form>
  );
}

/** The fields of the application, shown when wanted, and whenever one of them is refused. */
function Corrections({ form, country }: { form: FormState<ParticularsTyped>; country: string }) {
  const [wanted, setWanted] = useState(false);
  const { errors, dirtyFields } = form.hook.formState;
  const fields = Object.keys(particulars) as (keyof ParticularsTyped)[];
  const open = wanted || fields.some((field) => errors[field] ?? dirtyFields[field]);
  if (!open)
    return (
      <Button icon={Pencil} className="self-start" onClick={() => setWanted(true)}>
        <Trans>Correct what we sent before</Trans>
      </Button>
    );
  return (
    <div className="grid items-start gap-5 border-t border-line pt-5 sm:grid-cols-2">
      <CompanyField form={form} />
      <PapersFields form={form} country={country} />
      <ContactNameField form={form} />
      <ContactPhoneField form={form} />
      <AboutField form={form} />
    </div>
  );
}
