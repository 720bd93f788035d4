import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { $api, api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import type { Terms } from '../../kit/terms/TermsText.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { answered } from '../answered.ts';
import { type Application, useKeepApplication } from './application.ts';

const schema = z.object({ accepted: z.boolean().refine((accepted) => accepted) });

/** Accepts the very text that is shown: its hash is sent, and refused if the terms have changed meanwhile. */
export function AcceptForm({ application, terms }: { application: Application; terms: Terms }) {
  const { t } = useLingui();
  const keep = useKeepApplication();
  const readAgain = useReadTermsAgain();
  const { id: terms_id, language, text_sha256, version } = terms;
  const form = useForm({
    name: `terms-${text_sha256}`,
    keep: false,
    schema,
    defaults: { accepted: false },
    submit: async () => {
      const params = { path: { id: application.id } };
      const body = { terms_id, language, text_sha256 };
      const write = api.POST('/v1/program/applications/{id}/accept-terms', { params, body });
      keep(await answered(write).catch(readAgain));
    },
  });
  return (
    <Form form={form} action={t`Accept and hand in`} unguarded>
      <Bind form={form} name="accepted">
        {(field) => (
          <Checkbox
            label={
              <Trans>
                I have read version {version} of the partner terms. I accept it on behalf of{' '}
                <bdi className="font-medium">{application.company}</bdi>, and I am authorized to do so.
              </Trans>
            }
            hint={t`Kept with your name, the time, your network address and the fingerprint of this text.`}
            {...field}
          />
        )}
      </Bind>
    </Form>
  );
}

/** Passes a refusal on; where the terms have changed it also has the new ones shown. */
function useReadTermsAgain(): (error: unknown) => never {
  const client = useQueryClient();
  const { queryKey } = $api.queryOptions('get', '/v1/agreements/terms/current');
  return (error) => {
    if (error instanceof Problem && error.code === 'terms_changed')
      void client.invalidateQueries({ queryKey: queryKey.slice(0, 2) });
    throw error;
  };
}
