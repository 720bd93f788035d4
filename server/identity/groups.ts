import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { customersInGroup, groupHeadcount } from './groups.sql.ts';
import { isBig, type Organization } from './organizations.rules.ts';

type Customer = Pick<Organization, 'id' | 'group_name' | 'headcount' | 'body_kind'>;

/**
 * How many employees the customer's whole group of companies has, over every branch that serves one of them: 0 for one in no group. Across the
 * wall: the number must stay inside the product, for a seller may not learn what others sell to.
 */
export async function inGroup(ctx: Ctx, { group_name }: Customer): Promise<number> {
  if (!group_name?.trim()) return 0;
  return asSystem(ctx, ({ db }) => groupHeadcount(db, group_name));
}

/** Whether selling to this customer takes a special price: by its own size and kind, or its group's. */
export async function needsSpecialPrice(ctx: Ctx, customer: Customer): Promise<boolean> {
  return isBig(customer) || isBig(customer, await inGroup(ctx, customer));
}

/**
 * The customers of these groups that take a special price, in every branch: what one of them says of itself may make all of them big. Across
 * the wall: the answer must stay inside the product.
 */
export async function bigInGroups(ctx: Ctx, names: readonly (string | null)[]): Promise<Organization[]> {
  const groups = [...new Set(names.flatMap((name) => (name?.trim() ? [name.trim()] : [])))];
  return asSystem(ctx, async ({ db }) => {
    const big: Organization[] = [];
    for (const name of groups) {
      const total = await groupHeadcount(db, name);
      big.push(...(await customersInGroup(db, name)).filter((customer) => isBig(customer, total)));
    }
    return big;
  });
}
