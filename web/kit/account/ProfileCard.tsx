import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { Card } from '../../ui/Card.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { chooseLanguage } from '../preferences.ts';
import { useSession } from '../session.ts';

const schema = z.object({ name: z.string().trim().min(2).max(120), language: z.enum(['en', 'ar']) });

/** Name and language of the person. */
export function ProfileCard() {
  const { t } = useLingui();
  const { person } = useSession();
  const form = useForm({
    name: 'profile',
    keep: false,
    schema,
    defaults: { name: person.name, language: person.language },
    submit: async (body) => {
      await api.PATCH('/v1/session/person', { body });
      await chooseLanguage(body.language);
    },
    onDone: () => toast.good(t`Saved`),
  });
  return (
    <Card title={t`Profile`} description={<bdi>{person.email}</bdi>}>
      <Form form={form} action={<Trans>Save</Trans>}>
        <Bind form={form} name="name">
          {(field) => <TextField label={t`Name`} autoComplete="name" {...field} />}
        </Bind>
        <Bind form={form} name="language">
          {({ onValueChange, ...field }) => (
            <RadioGroup
              cards
              label={t`Language`}
              hint={t`Of these pages and of letters to you.`}
              options={[
                { value: 'en', label: 'English' },
                { value: 'ar', label: 'العربية' },
              ]}
              {...field}
              onValueChange={(chosen) => onValueChange(chosen as 'en' | 'ar')}
            />
          )}
        </Bind>
      </Form>
    </Card>
  );
}
