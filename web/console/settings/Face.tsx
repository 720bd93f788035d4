import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { Card } from '../../ui/Card.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { ColorField } from './ColorField.tsx';
import { CustomerView } from './CustomerView.tsx';
import { useSettingsForm } from './useSettingsForm.ts';
import type { Organization } from './words.ts';

const schema = z.object({
  support_email: z.union([z.literal(''), z.email()]),
  support_phone: z.string().trim().max(40),
  support_url: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  brand_color: z.union([z.literal(''), z.string().regex(/^#[0-9a-f]{6}$/i)]),
});

/** How customers see the reseller: its support contact and colour, beside the picture of it. */
export function Face({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const { support_email, support_phone, support_url, brand_color } = organization;
  const form = useSettingsForm({
    organization,
    name: 'face',
    schema,
    defaults: {
      support_email: support_email ?? '',
      support_phone: support_phone ?? '',
      support_url: support_url ?? '',
      brand_color: brand_color ?? '',
    },
  });
  return (
    <Card
      title={t`What your customers see`}
      description={t`You are their front line: the support page of the customer panel shows you, never the vendor.`}
    >
      <div className="mt-2 grid items-start gap-8 lg:grid-cols-[1fr_20rem]">
        <Form form={form} action={<Trans>Save</Trans>}>
          <Bind form={form} name="support_email">
            {(field) => <TextField optional type="email" label={t`Support e-mail`} {...field} />}
          </Bind>
          <div className="grid gap-5 sm:grid-cols-2">
            <Bind form={form} name="support_phone">
              {(field) => <TextField optional type="tel" label={t`Support phone`} {...field} />}
            </Bind>
            <Bind form={form} name="support_url">
              {(field) => (
                <TextField optional type="url" label={t`Support page`} placeholder="https://" {...field} />
              )}
            </Bind>
          </div>
          <Bind form={form} name="brand_color">
            {(field) => <ColorField optional label={t`Brand colour`} {...field} />}
          </Bind>
        </Form>
        <CustomerView name={organization.name} shown={form.hook.watch()} />
      </div>
    </Card>
  );
}
