import { z } from 'zod';
import { route } from '../base/route.ts';
import { requestPasswordReset, resetPassword } from './password-resets.ts';
import { PASSWORD_MAX } from './passwords.rules.ts';
import { Email } from './people.rules.ts';

export const passwordResetRoutes = [
  route(
    {
      method: 'POST',
      path: '/v1/session/password-reset',
      summary:
        'Sends a link to set a new password, if somebody has this e-mail address; the answer does not tell.',
      access: 'public',
      body: z.object({ email: Email }),
      status: 204,
      perMinute: 10,
    },
    async (ctx, { body }) => {
      await requestPasswordReset(ctx, body.email);
      return undefined;
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session/password-reset/confirm',
      summary: 'Sets the new password by the link’s token; every session ends.',
      access: 'public',
      body: z.object({ token: z.string().max(200), password: z.string().max(PASSWORD_MAX) }),
      status: 204,
      perMinute: 20,
      errors: ['link_expired'],
    },
    async (ctx, { body }) => {
      await resetPassword(ctx, body.token, body.password);
      return undefined;
    },
  ),
];
