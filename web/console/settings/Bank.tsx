import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { Card } from '../../ui/Card.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSettingsForm } from './useSettingsForm.ts';
import type { Organization } from './words.ts';

const schema = z.object({
  bank_name: z.string().trim().max(120),
  iban: z.string().trim().max(42),
  bic: z.string().trim().max(11),
});

/** Where the reseller's customers pay to: it stands on their invoices. */
export function Bank({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const { bank_name, iban, bic } = organization;
  const form = useSettingsForm({
    organization,
    name: 'bank',
    schema,
    defaults: { bank_name: bank_name ?? '', iban: iban ? String(iban) : '', bic: bic ?? '' },
  });
  return (
    <Card title={t`Bank account`} description={t`Where your customers pay to; it stands on their invoices.`}>
      <Form form={form} action={<Trans>Save</Trans>} className="mt-2 max-w-160">
        <Bind form={form} name="bank_name">
          {(field) => <TextField optional label={t`Bank`} {...field} />}
        </Bind>
        <div className="grid gap-5 sm:grid-cols-[2fr_1fr]">
          <Bind form={form} name="iban">
            {(field) => (
              <TextField
                optional
                ltr
                label={t`IBAN`}
                placeholder="SA03 8000 0000 6080 1016 7519"
                spellCheck={false}
                {...field}
              />
            )}
          </Bind>
          <Bind form={form} name="bic">
            {(field) => <TextField optional ltr label={t`BIC`} spellCheck={false} {...field} />}
          </Bind>
        </div>
      </Form>
    </Card>
  );
}
