import type { Ctx } from '../base/ctx.ts';
import { asSystem } from '../base/door.ts';
import { missing } from '../base/errors.ts';
import { DEMO_PASSWORD, type DemoSignIn, inOrder } from './demo-sign-ins.rules.ts';
import { listExamples } from './members.sql.ts';

/**
 * The demo's people to sign in as: for each role of each kind of organization, whoever has held it longest. Throws 404
 * unless the server runs the demo (CARAVAN_DEMO=1).
 */
export async function demoSignIns(ctx: Ctx): Promise<DemoSignIn[]> {
  if (process.env.CARAVAN_DEMO !== '1') throw missing('demo');
  const people = await asSystem(ctx, ({ db }) => listExamples(db));
  return inOrder(people.map((person) => ({ ...person, password: DEMO_PASSWORD })));
}
