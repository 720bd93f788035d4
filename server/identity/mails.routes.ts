import { z } from 'zod';
import type { Mail } from '../base/mails.ts';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { IdParams, Instant, LanguageCode } from '../base/schemas.ts';
import { getMail, listMails } from './mails.ts';

const MailReply = z
  .object({
    id: z.uuid(),
    recipient: z.string(),
    subject: z.string(),
    kind: z.string(),
    language: LanguageCode,
    state: z.enum(['queued', 'sent', 'failed']),
    failure: z.string().nullable(),
    recorded_at: Instant,
    sent_at: Instant.nullable(),
  })
  .meta({ id: 'Mail' });

const WholeMail = MailReply.extend({
  html: z.string().describe('For a sandboxed frame'),
  body: z.string().describe('The same as plain text'),
});

export const mailRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/identity/mails',
      summary: 'The outbox: letters sent in the organization’s name.',
      access: 'mail.read',
      query: ListQuery,
      reply: pageOf(MailReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listMails(ctx, query);
      return { items: items.map(reply), next_cursor };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/identity/mails/:id',
      summary: 'One letter.',
      access: 'mail.read',
      params: IdParams,
      reply: WholeMail,
    },
    async (ctx, { params }) => reply(await getMail(ctx, params.id)),
  ),
];

function reply(mail: Mail) {
  return mail as z.input<typeof WholeMail>;
}
