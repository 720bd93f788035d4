import { z } from 'zod';
import { ListQuery, pageOf } from '../base/page.ts';
import { route } from '../base/route.ts';
import { Ability, IdParams, Instant, LanguageCode } from '../base/schemas.ts';
import { changeRoles, endMembership, listMembers, type MemberView } from './members.ts';

/** Whose people are meant: a buyer's, or one's own when left out. */
export const Whose = z.object({ organization_id: z.uuid().optional() });
export const Roles = z.array(z.string().max(40)).min(1, 'Choose at least one role.').max(10);

const MemberReply = z
  .object({
    id: z.uuid().describe('The person'),
    name: z.string(),
    email: z.string(),
    language: LanguageCode,
    roles: z.array(z.string()),
    since: Instant,
    can: z.object({ change_roles: Ability, end: Ability }),
  })
  .meta({ id: 'Member' });

function reply(member: MemberView) {
  return member as z.input<typeof MemberReply>;
}

export const memberRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/identity/members',
      summary: 'The people of an organization.',
      access: 'person',
      query: ListQuery.extend(Whose.shape),
      reply: pageOf(MemberReply),
    },
    async (ctx, { query }) => {
      const { items, next_cursor } = await listMembers(ctx, query, query);
      return { items: items.map(reply), next_cursor };
    },
  ),
  route(
    {
      method: 'PATCH',
      path: '/v1/identity/members/:id',
      summary: 'Gives a member other roles.',
      access: 'person',
      params: IdParams,
      query: Whose,
      body: z.object({ roles: Roles }),
      reply: MemberReply,
      errors: ['illegal_move'],
    },
    async (ctx, { params, query, body }) => reply(await changeRoles(ctx, { ...query, ...params, ...body })),
  ),
  route(
    {
      method: 'DELETE',
      path: '/v1/identity/members/:id',
      summary: 'Ends a membership.',
      access: 'person',
      params: IdParams,
      query: Whose,
      status: 204,
      errors: ['illegal_move'],
    },
    async (ctx, { params, query }) => {
      await endMembership(ctx, { ...query, ...params });
      return undefined;
    },
  ),
];
