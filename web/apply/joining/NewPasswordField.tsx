import { useLingui } from '@lingui/react/macro';
import type { FieldValues } from 'react-hook-form';
import { z } from 'zod';
import { Bind } from '../../kit/form/Form.tsx';
import type { FormState } from '../../kit/form/useForm.ts';
import { PasswordField } from '../../ui/TextField.tsx';

/** A password that is being chosen. The server knows more reasons to refuse one; its length is known here. */
export const newPassword = z.string().min(10).max(200);

/** The field for it, in any form that has a `password`. */
export function NewPasswordField<In extends FieldValues & { password: string }>({
  form,
}: {
  form: FormState<In>;
}) {
  const { t } = useLingui();
  return (
    <Bind form={form as unknown as FormState<{ password: string }>} name="password">
      {(field) => (
        <PasswordField
          autoComplete="new-password"
          label={t`New password`}
          hint={t`At least 10 characters. A few unrelated words make a good one.`}
          {...field}
        />
      )}
    </Bind>
  );
}
