import { z } from 'zod';
import { write } from '../../api/client.ts';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { CountryField } from '../../ui/CountryField.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { Bind, Form } from '../form/Form.tsx';
import { useForm } from '../form/useForm.ts';
import { Page } from '../Page.tsx';
import { useSay } from './say.ts';

const schema = z.object({
  company: z.string().trim().min(1),
  email: z.email(),
  country: z.string().min(1),
  tax_number: z.string().min(3),
  headcount: z.number().int().min(1).max(1_000_000).nullable(),
  accepted: z.boolean().refine(Boolean),
});

/** A form that keeps what is typed; its server always refuses the tax number. */
export default function FormPage() {
  const say = useSay();
  const form = useForm({
    name: 'gallery',
    schema,
    defaults: {
      company: '',
      email: '',
      country: '',
      tax_number: '',
      headcount: null,
      accepted: false,
    },
    submit: (values) => write('POST', '/v1/sample/new', values),
    onDone: () => toast.good(say('Sent', 'أُرسل')),
  });
  return (
    <Page
      width="narrow"
      title={say('Apply to the program', 'الانضمام إلى البرنامج')}
      description={say('It takes five minutes. What you type is kept.', 'خمس دقائق تكفي، وما تكتبه محفوظ.')}
    >
      <Card>
        <Form form={form} action={say('Send the application', 'إرسال الطلب')}>
          <Bind form={form} name="company">
            {(field) => <TextField label={say('Company', 'الشركة')} autoComplete="organization" {...field} />}
          </Bind>
          <div className="grid gap-5 sm:grid-cols-2">
            <Bind form={form} name="country">
              {(field) => <CountryField label={say('Country', 'الدولة')} {...field} />}
            </Bind>
            <Bind form={form} name="tax_number">
              {(field) => <TextField ltr label={say('Tax number', 'الرقم الضريبي')} {...field} />}
            </Bind>
          </div>
          <Bind form={form} name="email">
            {(field) => (
              <TextField
                type="email"
                label={say('E-mail', 'البريد الإلكتروني')}
                autoComplete="email"
                {...field}
              />
            )}
          </Bind>
          <Bind form={form} name="headcount">
            {(field) => <NumberField optional label={say('Employees', 'عدد الموظفين')} {...field} />}
          </Bind>
          <Bind form={form} name="accepted">
            {(field) => (
              <Checkbox label={say('I accept the partner terms', 'أقبل شروط الشركاء')} {...field} />
            )}
          </Bind>
        </Form>
      </Card>
    </Page>
  );
}
