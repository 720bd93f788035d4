import { useLingui } from '@lingui/react/macro';
import { api } from '../../api/client.ts';
import { Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { toast } from '../../ui/toast.ts';
import { BasicFields, PaperFields, SizeFields } from './Fields.tsx';
import { bodyOf, customerSchema, valuesOf } from './schema.ts';
import type { CustomerDetail } from './words.ts';

/** Changes what is known of a customer. */
export function EditForm({ customer, onDone }: { customer: CustomerDetail; onDone: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    name: `customer-${customer.id}`,
    schema: customerSchema,
    defaults: valuesOf(customer),
    submit: (values) =>
      api.PATCH('/v1/orders/customers/{id}', { params: { path: { id: customer.id } }, body: bodyOf(values) }),
    onDone: () => {
      toast.good(t`Customer changed`);
      onDone();
    },
  });
  return (
    <Form form={form} action={t`Save`}>
      <BasicFields form={form} known />
      <SizeFields form={form} />
      <PaperFields form={form} />
    </Form>
  );
}
