import { Trans, useLingui } from '@lingui/react/macro';
import { api } from '../../api/client.ts';
import type { DealDetail } from '../../kit/deals/words.ts';
import { Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Section } from '../../ui/Card.tsx';
import { toast } from '../../ui/toast.ts';
import { ContactFields, NotesField, ProspectFields, WorthFields } from './Fields.tsx';
import { LinesField } from './LinesField.tsx';
import { bodyOf, dealSchema, valuesOf } from './schema.ts';

/** Everything of a deal to be changed, while it is in the reseller's hands. */
export function EditForm({ deal, onDone }: { deal: DealDetail; onDone: () => void }) {
  const { t } = useLingui();
  const { currency } = deal.value;
  const form = useForm({
    name: `deal-${deal.id}`,
    schema: dealSchema,
    defaults: valuesOf(deal),
    submit: (values) =>
      api.PATCH('/v1/deals/deals/{id}', {
        params: { path: { id: deal.id } },
        body: bodyOf(values, currency),
      }),
    onDone: () => {
      toast.good(t`Saved`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Save</Trans>} className="gap-8!">
      <Section title={t`The customer`}>
        <ProspectFields form={form} />
      </Section>
      <Section title={t`Contact`}>
        <ContactFields form={form} />
      </Section>
      <Section title={t`The sale`}>
        <WorthFields form={form} currency={currency} />
        <LinesField form={form} known={deal.lines} />
        <NotesField form={form} />
      </Section>
    </Form>
  );
}
