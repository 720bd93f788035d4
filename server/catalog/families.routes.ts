import { z } from 'zod';
import { route } from '../base/route.ts';
import { Bilingual } from '../base/schemas.ts';
import { listFamilies, orderFamilies, publishFamily, renameFamily } from './families.ts';

const Name = z.object({
  en: z.string().trim().min(1).max(300),
  ar: z.string().trim().min(1).max(300),
});

const FamilyReply = z
  .object({
    id: z.string(),
    name: Bilingual,
    position: z.int(),
    products: z.int().describe('How many it has that are not withdrawn'),
  })
  .meta({ id: 'Family' });

const FamiliesReply = z.object({ items: z.array(FamilyReply) });

const NewFamilyBody = z.object({
  id: z.string().trim().max(100),
  name: Name,
  position: z.int().min(0).max(10_000),
});

const PATH = '/v1/catalog/families';

export const familyRoutes = [
  route(
    {
      method: 'GET',
      path: PATH,
      summary: 'The families of products, in the order of the store.',
      access: 'catalogue.read',
      reply: FamiliesReply,
    },
    async (ctx) => ({ items: await listFamilies(ctx) }),
  ),
  route(
    {
      method: 'POST',
      path: PATH,
      summary: 'Adds a family of products, or renames and moves the one with its id.',
      access: 'catalogue.edit',
      body: NewFamilyBody,
      reply: FamilyReply.omit({ products: true }),
      status: 201,
    },
    async (ctx, { body }) => {
      await publishFamily(ctx, body);
      return body;
    },
  ),
  route(
    {
      method: 'PATCH',
      path: `${PATH}/:id`,
      summary: 'Calls a family otherwise, everywhere and at once.',
      access: 'catalogue.edit',
      params: z.object({ id: z.string().max(100) }),
      body: z.object({ name: Name }),
      reply: FamilyReply,
    },
    (ctx, { params, body }) => renameFamily(ctx, params.id, body.name),
  ),
  route(
    {
      method: 'PUT',
      path: `${PATH}/order`,
      summary: 'Puts all families in the order in which the store shows them.',
      access: 'catalogue.edit',
      body: z.object({ ids: z.array(z.string().max(100)).max(10_000) }),
      reply: FamiliesReply,
      errors: ['illegal_move'],
    },
    async (ctx, { body }) => ({ items: await orderFamilies(ctx, body.ids) }),
  ),
];
