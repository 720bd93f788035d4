import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { $api, api } from '../../api/client.ts';
import { daysAfter } from '../../kit/days.ts';
import { useCounts } from '../../kit/deals/useCounts.ts';
import { STAGES, useDealWords } from '../../kit/deals/words.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { type FormState, useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { useSession } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Select } from '../../ui/Select.tsx';
import { toast } from '../../ui/toast.ts';
import { ContactFields, NotesField, ProspectFields, WorthFields } from './Fields.tsx';
import { LinesField } from './LinesField.tsx';
import { blank, bodyOf, type DealValues, dealSchema } from './schema.ts';

/** Writes a deal down, and registers it at once if wanted. */
export default function NewDealPage() {
  const { t } = useLingui();
  const { form, currency } = useNewDeal();
  return (
    <Page
      width="narrow"
      title={t`New deal`}
      description={t`What you are about to sell, and to whom. The vendor sees it once it is registered.`}
    >
      <Card>
        <Form
          form={form}
          action={form.hook.watch('register') ? t`Register the deal` : t`Save as a draft`}
          secondary={
            <ButtonLink variant="quiet" to={paths.console.deals}>
              <Trans>Cancel</Trans>
            </ButtonLink>
          }
          className="gap-8!"
        >
          <Section title={t`The customer`} description={t`The more you know, the surer the deal is yours.`}>
            <ProspectFields form={form} />
          </Section>
          <Section title={t`Contact`}>
            <ContactFields form={form} />
          </Section>
          <Section title={t`The sale`}>
            <WorthFields form={form} currency={currency} />
            <StageField form={form} />
            <LinesField form={form} />
            <NotesField form={form} />
          </Section>
          <Section title={t`Registration`}>
            <RegisterField form={form} />
          </Section>
        </Form>
      </Card>
    </Page>
  );
}

function useNewDeal() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { organization } = useSession();
  const today = useToday();
  // The reseller's own account says in which currency it buys.
  const { currency } = $api.useSuspenseQuery('get', '/v1/program/reseller').data;
  const made = useRef<{ id: string; state: string }>(null);
  const form = useForm({
    name: 'deal-new',
    schema: dealSchema,
    defaults: blank({ country: organization.country, closes_on: daysAfter(today, 90) }),
    submit: async (values) => {
      const { stage, register } = values;
      const body = { ...bodyOf(values, currency), stage, register };
      const { data } = await api.POST('/v1/deals/deals', { body });
      made.current = data ?? null;
    },
    onDone: () => {
      if (!made.current) return;
      toast.good(made.current.state === 'draft' ? t`Draft saved` : t`The deal is with the vendor`);
      void navigate({ to: path(paths.console.deal, { dealId: made.current.id }) });
    },
  });
  return { form, currency };
}

function StageField({ form }: { form: FormState<DealValues> }) {
  const { t } = useLingui();
  const { stages } = useDealWords();
  return (
    <Bind form={form} name="stage">
      {(field) => (
        <Select
          label={t`Stage`}
          options={STAGES.map((value) => ({ value, label: stages[value] }))}
          {...field}
          onValueChange={(value) => field.onValueChange(value as DealValues['stage'])}
          className="sm:max-w-60"
        />
      )}
    </Bind>
  );
}

function RegisterField({ form }: { form: FormState<DealValues> }) {
  const { t } = useLingui();
  const rules = useRules();
  const { days, workingDays } = useCounts();
  return (
    <Bind form={form} name="register">
      {(field) => (
        <Checkbox
          label={t`Register it with the vendor now`}
          hint={
            rules &&
            t`You hear within ${workingDays(rules.decision_days)}. An approved deal is protected for ${days(rules.protection_days)}: the vendor helps no other partner to win it. The customer stays free to choose.`
          }
          {...field}
        />
      )}
    </Bind>
  );
}

function useRules() {
  const rules = $api.useQuery('get', '/v1/deals/rules').data;
  return rules?.items.find(({ version }) => version === rules.in_force);
}
