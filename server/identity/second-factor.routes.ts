import { z } from 'zod';
import { route } from '../base/route.ts';
import { Instant } from '../base/schemas.ts';
import { Typed } from './people.rules.ts';
import {
  confirmSecondFactor,
  disableSecondFactor,
  getSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from './second-factor.ts';

const SecondFactorReply = z
  .object({ enabled: z.boolean(), enabled_at: Instant.nullable(), recovery_codes_left: z.int() })
  .meta({ id: 'SecondFactor' });
const NewSecret = z.object({
  secret: z.string().describe('To type into an app that cannot read the picture (base 32)'),
  url: z.string().describe('otpauth://totp/…'),
  qr_svg: z.string().describe('The URL as a QR code, an SVG document'),
});
const Codes = z.object({
  recovery_codes: z.array(z.string()).describe('Each works once; they are shown this one time'),
});
const Password = z.object({ password: Typed });

export const secondFactorRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/session/second-factor',
      summary: 'Whether signing in needs a code, and how many recovery codes are left.',
      access: 'person',
      reply: SecondFactorReply,
    },
    async (ctx) => getSecondFactor(ctx),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session/second-factor',
      summary: 'A new secret for an authenticator app; in force once confirmed.',
      access: 'person',
      body: Password,
      reply: NewSecret,
      secret: true,
      perMinute: 20,
      errors: ['already_exists', 'locked_out'],
    },
    async (ctx, { body }) => startSecondFactor(ctx, body.password),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session/second-factor/confirm',
      summary: 'Turns the second factor on by the app’s first code.',
      access: 'person',
      body: z.object({ code: z.string().trim().max(40) }),
      reply: Codes,
      secret: true,
      perMinute: 20,
      errors: ['illegal_move'],
    },
    async (ctx, { body }) => confirmSecondFactor(ctx, body.code),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session/second-factor/recovery-codes',
      summary: 'Ten new recovery codes in place of the old ones.',
      access: 'person',
      body: Password,
      reply: Codes,
      secret: true,
      perMinute: 20,
      errors: ['illegal_move', 'locked_out'],
    },
    async (ctx, { body }) => renewRecoveryCodes(ctx, body.password),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/session/second-factor/disable',
      summary: 'Turns the second factor off.',
      access: 'person',
      body: Password,
      status: 204,
      perMinute: 20,
      errors: ['locked_out'],
    },
    async (ctx, { body }) => {
      await disableSecondFactor(ctx, body.password);
      return undefined;
    },
  ),
];
