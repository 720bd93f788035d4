import { askCardSetup, beginCardSetup } from '../server/billing/payments/card-setups.ts';
import type { Organization } from '../server/identity/index.ts';
import type { Sandbox } from './sandbox.ts';
import type { World } from './world.ts';

/** A test card as a person types it on the sandbox's page. */
export type TestCard = { number?: string; expiry?: string; prepaid?: boolean };

/** Keeps a card for what the buyer owes, as a person does: agrees, types it on the gateway's page, comes back. */
export async function keepCard(
  { world, sandbox }: { world: World; sandbox: Sandbox },
  buyer: Organization,
  { number = '4242424242424242', expiry = '12/60', prepaid = false }: TestCard = {},
): Promise<void> {
  const role = buyer.kind === 'customer' ? 'administrator' : 'owner';
  const { id } = await world.as(buyer, [role], (ctx) => beginCardSetup(ctx, { prepaid }));
  await world.runJobs();
  const { url } = await world.system(({ db }) =>
    db.selectFrom('billing.card_setup').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  await typeCard(sandbox, url ?? '', { number, expiry });
  await world.as(buyer, [role], (ctx) => askCardSetup(ctx, id));
  await world.runJobs();
}

/** Types a card on the gateway's page and confirms it where its bank asks. */
export async function typeCard(
  sandbox: Sandbox,
  url: string,
  { number, expiry }: { number: string; expiry: string },
): Promise<void> {
  const body = new URLSearchParams({ number, expiry, cvc: '123', name: 'Lina' });
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  const to = answer.headers.get('location') ?? '';
  if (to.startsWith('/setup/'))
    await fetch(new URL(to, sandbox.url), {
      method: 'POST',
      body: new URLSearchParams({ answer: 'approve' }),
      redirect: 'manual',
    });
}
