import type { FastifyInstance, InjectOptions } from 'fastify';
import { createServiceBroker } from '../server/connectors/index.ts';
import type { Organization } from '../server/identity/index.ts';
import { useProvisioner } from '../server/orders/index.ts';
import { stockCatalogue } from './catalogue.ts';
import { startSandbox } from './sandbox.ts';
import { lastLink, openWorld, signIn } from './world.ts';

/** Somebody's browser: its headers. */
export type Browser = Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: a story reads answers as a browser's script would.
export type Answered = { status: number; body: any };
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Who is not signed in. */
export const NOBODY: Browser = {};

/** A program with its catalogue and an approved reseller on the silver plan, whose owner is signed in. Close it in afterAll. */
export async function openShop() {
  const world = await openWorld();
  const sandbox = await startSandbox();
  const access = { url: sandbox.url, username: 'caravan', password: 'sandbox' };
  useProvisioner('open-service-broker', createServiceBroker(access));
  const app = await world.http();
  const stock = await stockCatalogue(world);
  const partner = await world.approvedReseller({ plan: stock.silver.id });
  const owner = await signIn(app, partner.owner.email);
  const ask = asker(app);
  return {
    ...{ world, app, sandbox, stock, partner, owner, ask },
    /** The browser of somebody of the organization with this role. */
    async browser(organization: Organization, role: string): Promise<Browser> {
      return signIn(app, (await world.person(organization, [role])).email);
    },
    /** What the newest letter with a quote leads to. */
    async openLetter(email: string): Promise<{ token: string; opened: Answered }> {
      const token = (await lastLink(world, email)).searchParams.get('token') ?? '';
      return { token, opened: await ask(NOBODY, 'POST', '/v1/orders/quotes/link', { token }) };
    },
    async close() {
      await app.close();
      await sandbox.stop();
      await world.close();
    },
  };
}

function asker(app: FastifyInstance) {
  return async (
    who: Browser,
    method: InjectOptions['method'],
    url: string,
    payload?: object,
  ): Promise<Answered> => {
    const answer = await app.inject({ method, url, headers: who, ...(payload && { payload }) });
    const isJson = answer.headers['content-type']?.includes('json');
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.rawPayload };
  };
}
