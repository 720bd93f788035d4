import { z } from 'zod';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { Ability, IdParams, Instant } from '../base/schemas.ts';
import { type AccessKey, createAccessKey, listAccessKeys, revokeAccessKey } from './access-keys.ts';
import { Roles } from './members.routes.ts';

const AccessKeyReply = z
  .object({
    id: z.uuid(),
    name: z.string(),
    hint: z.string().describe('The secret’s last four characters'),
    roles: z.array(z.string()),
    created_by: z.uuid(),
    created_at: Instant,
    last_used_at: Instant.nullable(),
    revoked_at: Instant.nullable(),
    can: z.object({ revoke: Ability }),
  })
  .meta({ id: 'AccessKey' });

const NewAccessKeyReply = AccessKeyReply.extend({
  secret: z.string().describe('Send it as `Authorization: Bearer …`. It is shown this one time.'),
});

const NewAccessKey = z.object({
  name: z.string().trim().min(2, 'Say what the key is for.').max(80),
  roles: Roles,
});

function reply<Key extends AccessKey>(key: Key) {
  return { ...key, can: { revoke: key.revoked_at ? 'It is revoked already.' : (true as const) } };
}

export const accessKeyRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/identity/access-keys',
      summary: 'The organization’s access keys.',
      access: 'access_key.manage',
      query: ListQuery,
      reply: pageOf(AccessKeyReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listAccessKeys(ctx, query);
      return { items: items.map(reply), next_cursor };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/access-keys',
      summary: 'A new access key, whose secret is shown this once.',
      access: 'access_key.manage',
      body: NewAccessKey,
      reply: NewAccessKeyReply,
      status: 201,
      secret: true,
    },
    async (ctx, { body }) => reply(await createAccessKey(ctx, body)),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/identity/access-keys/:id/revoke',
      summary: 'Makes an access key good for nothing.',
      access: 'access_key.manage',
      params: IdParams,
      reply: AccessKeyReply,
    },
    async (ctx, { params }) => reply(await revokeAccessKey(ctx, params.id)),
  ),
];
