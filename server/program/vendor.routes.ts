import { z } from 'zod';
import { route } from '../base/route.ts';
import { Country } from '../base/schemas.ts';
import { getVendor } from '../identity/index.ts';

const VendorReply = z
  .object({
    name: z.string(),
    country: Country,
    support_email: z.string().nullable(),
    support_phone: z.string().nullable(),
    support_url: z.string().nullable(),
    brand_color: z.string().nullable(),
    demo: z.boolean().describe('The server runs the demo program: mail is kept, not sent'),
  })
  .meta({ id: 'Vendor' });

export const vendorRoutes = [
  route(
    {
      method: 'GET',
      path: '/v1/program/vendor',
      summary: 'Whose program this is, for people who are not signed in.',
      access: 'public',
      reply: VendorReply,
    },
    async (ctx) => {
      const { name, country, support_email, support_phone, support_url, brand_color } = await getVendor(ctx);
      return {
        name,
        country,
        support_email,
        support_phone,
        support_url,
        brand_color,
        demo: process.env.CARAVAN_DEMO === '1',
      };
    },
  ),
];
