import type { FastifyInstance } from 'fastify';
import { civilDate } from '../server/base/dates.ts';
import type { NewOrganization, Organization } from '../server/identity/index.ts';
import { addCustomer, placeOrder } from '../server/orders/index.ts';
import { setAccountPlan } from '../server/program/index.ts';
import { wireConnectors } from '../server/wiring.ts';
import { stockCatalogue } from './catalogue.ts';
import { startSandbox } from './sandbox.ts';
import { openWorld, signIn, type World } from './world.ts';

/** Somebody's browser; it signs in again when its session has ended, as a moved clock makes it. */
export type Browser = { email: string; headers: Record<string, string> };
export type Story = Awaited<ReturnType<typeof openStory>>;

/** A program with its catalogue, told over HTTP by a clock that is moved; `vendor`: whose it is. Close it in afterAll. */
export async function openStory(start: string, vendor: Partial<NewOrganization> = {}) {
  const [world, sandbox] = await Promise.all([
    openWorld(start, vendor),
    startSandbox({ SANDBOX_DELAY_MS: '0' }),
  ]);
  wireConnectors({ SANDBOX_URL: sandbox.url });
  const app: FastifyInstance = await world.http();
  const stock = await stockCatalogue(world);
  const ask = asker(app);
  return {
    world,
    stock,
    ask,
    ...sellers(world, stock),
    ...billing(world, ask),
    /** The headers of somebody of the organization with this role. */
    async browser(organization: Organization, role: string): Promise<Browser> {
      const { email } = await world.person(organization, [role]);
      return { email, headers: await signIn(app, email) };
    },
    async close() {
      await app.close();
      await sandbox.stop();
      await world.close();
    },
  };
}

type Ask = ReturnType<typeof asker>;
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What the API answers a browser, with the status beside the body. */
function asker(app: FastifyInstance) {
  // biome-ignore lint/suspicious/noExplicitAny: the story reads answers as a program's script would.
  return async (browser: Browser, method: Method, url: string, payload?: object | string): Promise<any> => {
    const type = typeof payload === 'string' ? { 'content-type': 'text/csv' } : {};
    const send = () =>
      app.inject({ method, url, headers: { ...browser.headers, ...type }, ...(payload && { payload }) });
    let answer = await send();
    if (answer.statusCode === 401) {
      browser.headers = await signIn(app, browser.email);
      answer = await send();
    }
    return answer.headers['content-type']?.includes('json')
      ? { status: answer.statusCode, ...answer.json() }
      : answer;
  };
}

function sellers(world: World, stock: Awaited<ReturnType<typeof stockCatalogue>>) {
  return {
    /** A reseller on the silver plan. */
    async reseller(
      billing_preference: 'prepay' | 'postpay',
      name: string,
      more: Partial<NewOrganization> = {},
    ): Promise<Organization> {
      const organization = await world.reseller({ name, ...more });
      await world.system(async (ctx) => {
        const account = await ctx.db
          .selectFrom('identity.account')
          .selectAll()
          .where('buyer_id', '=', organization.id)
          .executeTakeFirstOrThrow();
        const valid_from = civilDate(ctx.now, 'Asia/Riyadh');
        await setAccountPlan(ctx, account, {
          bundle_plan_id: stock.silver.id,
          billing_preference,
          valid_from,
        });
      });
      return organization;
    },
    /** A new customer of the seller with one subscription, provisioned. */
    async sell(seller: Organization, offerId: string, quantity: number, domain: string) {
      const customer = await world.as(seller, ['sales'], (ctx) =>
        addCustomer(ctx, {
          ...{ name: `Buyer ${domain}`, country: 'SA', domain, headcount: 40, body_kind: 'business' },
          ...{ registration_number: null, tax_number: null, address: null, language: 'en', contact: null },
        }),
      );
      const placed = await world.as(seller, ['sales'], (ctx) =>
        placeOrder(ctx, { customer_id: customer.id, lines: [{ offer_id: offerId, quantity, domain }] }),
      );
      await world.runJobs();
      return { customer, order: placed.order, subscriptionId: placed.lines[0]?.subscription_id ?? '' };
    },
  };
}

function billing(world: World, ask: Ask) {
  return {
    /** Drafts the month before `cutoff` and, unless told otherwise, issues it. */
    async monthEnd(finance: Browser, cutoff: string, issue = true) {
      const opened = await ask(finance, 'POST', '/v1/billing/runs', { cutoff });
      if (opened.status !== 202) throw new Error(`The run was not opened: ${JSON.stringify(opened)}`);
      await world.runJobs();
      const drafted = await ask(finance, 'GET', `/v1/billing/runs/${opened.id}`);
      if (drafted.findings.length || drafted.quarantined.length) throw new Error(JSON.stringify(drafted));
      if (issue) await ask(finance, 'POST', `/v1/billing/runs/${opened.id}/issue`);
      await world.runJobs();
      return drafted;
    },
    /** The newest document that the browser's organization was sent. */
    async newest(browser: Browser, query = '') {
      const { items } = await ask(browser, 'GET', `/v1/billing/invoices?side=received${query}`);
      return items[0] ? ask(browser, 'GET', `/v1/billing/invoices/${items[0].id}`) : undefined;
    },
  };
}
