import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { Card } from '../../ui/Card.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast.ts';
import { edit, optional } from './edit.ts';
import type { Organization } from './SettingsPage.tsx';

const schema = z.object({ bank_name: optional(120), iban: optional(50), bic: optional(11) });

/** Where buyers pay to; it stands on every invoice. */
export function BankCard({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const form = useForm({
    name: 'settings-bank',
    schema,
    defaults: {
      bank_name: organization.bank_name ?? '',
      // The schema checks and normalizes what is written, which leaves its type unsaid.
      iban: grouped((organization.iban as string | null) ?? ''),
      bic: organization.bic ?? '',
    },
    submit: (changes) => edit(organization, changes),
    onDone: () => toast.good(t`Saved`),
  });
  return (
    <Card
      title={t`Bank details`}
      description={<Trans>Where resellers pay to; printed on every invoice.</Trans>}
    >
      <Form form={form} action={<Trans>Save</Trans>}>
        <Bind form={form} name="iban">
          {(field) => (
            <TextField optional ltr label="IBAN" autoComplete="off" spellCheck={false} {...field} />
          )}
        </Bind>
        <div className="grid gap-5 sm:grid-cols-2">
          <Bind form={form} name="bank_name">
            {(field) => <TextField optional label={t`Bank`} {...field} />}
          </Bind>
          <Bind form={form} name="bic">
            {(field) => (
              <TextField optional ltr label="BIC" autoComplete="off" spellCheck={false} {...field} />
            )}
          </Bind>
        </div>
      </Form>
    </Card>
  );
}

/** In fours, as on paper. */
function grouped(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}
