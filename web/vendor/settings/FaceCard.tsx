import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Card } from '../../ui/Card.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { edit, optional } from './edit.ts';
import type { Organization } from './SettingsPage.tsx';

const schema = z.object({
  support_email: z.union([z.email(), z.literal('').transform(() => null)]),
  support_phone: optional(40),
  support_url: z.union([z.url(), z.literal('').transform(() => null)]),
  brand_color: z.union([z.string().regex(/^#[0-9a-f]{6}$/i), z.literal('').transform(() => null)]),
});

/** What resellers see of the vendor: whom to ask, and its colour. */
export function FaceCard({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'settings-face',
    schema,
    defaults: {
      support_email: organization.support_email ?? '',
      support_phone: organization.support_phone ?? '',
      support_url: organization.support_url ?? '',
      brand_color: organization.brand_color ?? '',
    },
    submit: (changes) => edit(organization, changes),
    onDone: () => toast.good(t`Saved`),
  });
  return (
    <Card
      title={t`Support and brand`}
      description={<Trans>Shown to resellers, on letters and documents.</Trans>}
    >
      <Form form={form} action={<Trans>Save</Trans>}>
        <div className="grid gap-5 sm:grid-cols-2">
          <Bind form={form} name="support_email">
            {(field) => <TextField optional type="email" label={t`Support e-mail`} {...field} />}
          </Bind>
          <Bind form={form} name="support_phone">
            {(field) => <TextField optional type="tel" label={t`Support phone`} {...field} />}
          </Bind>
          <Bind form={form} name="support_url">
            {(field) => <TextField optional type="url" label={t`Support page`} {...field} />}
          </Bind>
          <Bind form={form} name="brand_color">
            {(field) => (
              <TextField
                optional
                ltr
                label={t`Brand colour`}
                placeholder="#7a4a1e"
                trail={
                  <Swatch colour={field.value} label={t`Choose a colour`} onColour={field.onValueChange} />
                }
                {...field}
              />
            )}
          </Bind>
        </div>
      </Form>
    </Card>
  );
}

type SwatchProps = { colour: string; label: string; onColour: (colour: string) => void };

function Swatch({ colour, label, onColour }: SwatchProps) {
  return (
    <input
      type="color"
      aria-label={label}
      value={/^#[0-9a-f]{6}$/i.test(colour) ? colour : '#7a4a1e'}
      onChange={(event) => onColour(event.target.value)}
      className="me-1 size-6 cursor-pointer rounded-sm border border-line bg-transparent"
    />
  );
}
