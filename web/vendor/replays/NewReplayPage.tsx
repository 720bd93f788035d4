import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { api } from '../../api/client.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { PricesFields } from '../../kit/replays/PricesFields.tsx';
import { noPrices } from '../../kit/replays/prices.ts';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { FileField } from './FileField.tsx';
import { MovesFields } from './MovesFields.tsx';
import { PlanFields } from './PlanFields.tsx';
import { bodyOf, schema, type Values } from './schema.ts';

export type ReplayForm = FormState<Values>;

const defaults: Values = {
  ...{ name: '', kind: 'plan', plan_id: '', version: '', rows_of: '', rows: [] },
  ...noPrices,
  ...{ to_plan: '', accounts: [] },
};

/** Says what to try on the last month. */
export default function NewReplayPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const made = useRef('');
  const form = useForm({
    name: 'replay-new',
    schema,
    defaults,
    submit: async (values) => {
      const { data } = await api.POST('/v1/billing/replays', { body: bodyOf(values) });
      made.current = data?.id ?? '';
    },
    onDone: () => void navigate({ to: path(paths.office.replay, { replayId: made.current }) }),
  });
  return (
    <Page
      width="narrow"
      title={t`Try it on the last month`}
      description={t`The latest month end is run again on a copy. Invoices stay as they are, and nothing of it can be issued.`}
    >
      <Card>
        <Form
          form={form}
          action={t`Run it`}
          secondary={
            <ButtonLink variant="quiet" to={paths.office.replays}>
              <Trans>Cancel</Trans>
            </ButtonLink>
          }
        >
          <Bind form={form} name="kind">
            {(field) => (
              <RadioGroup
                label={t`What do you want to try?`}
                options={[
                  { value: 'plan', label: t`A plan`, note: t`Other discounts, or a version that is to come` },
                  {
                    value: 'prices',
                    label: t`List prices`,
                    note: t`By a percentage, a day, or a catalogue file`,
                  },
                  { value: 'moves', label: t`Moves`, note: t`Resellers on another plan` },
                ]}
                {...field}
                onValueChange={(next) => field.onValueChange(next as Values['kind'])}
              />
            )}
          </Bind>
          <Part form={form} />
          <Bind form={form} name="name">
            {(field) => <TextField label={t`Name`} placeholder={t`Silver with other discounts`} {...field} />}
          </Bind>
        </Form>
      </Card>
    </Page>
  );
}

function Part({ form }: { form: ReplayForm }) {
  const kind = form.hook.watch('kind');
  if (kind === 'plan') return <PlanFields form={form} />;
  return kind === 'prices' ? (
    <PricesFields form={form} file={<FileField form={form} />} />
  ) : (
    <MovesFields form={form} />
  );
}
