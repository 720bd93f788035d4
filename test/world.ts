import type { FastifyInstance } from 'fastify';
import { buildApp } from '../server/app.ts';
import { type Actor, type Ctx, SYSTEM } from '../server/base/ctx.ts';
import { openDatabase } from '../server/base/db.ts';
import { type Door, openDoor } from '../server/base/door.ts';
import { SESSION_COOKIE } from '../server/base/http.ts';
import { openJobs } from '../server/base/jobs.ts';
import type { OrganizationKind } from '../server/base/permissions.ts';
import {
  addMember,
  createOrganization,
  hashPassword,
  type NewOrganization,
  type NewPerson,
  type Organization,
  openAccount,
  type Person,
} from '../server/identity/index.ts';
import { authenticate, ROUTES, TASKS, TICKS, wireNews } from '../server/parts.ts';
import { freshDatabase } from './database.ts';
import { runWaitingJobs } from './jobs.ts';
import { joinBuilders } from './join.ts';

/** A program of its own for one test file: a fresh database, a clock that stands still until moved, and builders. */
export type World = Awaited<ReturnType<typeof openWorld>>;

/** Opens a world at 2026-01-15 09:00 in Riyadh unless told otherwise; `vendorIs`: what its vendor is instead. Close it in afterAll. */
export async function openWorld(start = '2026-01-15T06:00:00.000Z', vendorIs: Partial<NewOrganization> = {}) {
  const { url, drop } = await freshDatabase();
  const database = openDatabase(url, 5);
  const jobs = await openJobs(url);
  let now = new Date(start);
  const door = openDoor({ database, jobs, clock: () => now });
  wireNews();
  const made = builders(door, vendorIs);
  const world = {
    url,
    door,
    database,
    now: () => now,
    /** Moves the clock; it never goes back by itself. */
    moveTo(instant: string) {
      now = new Date(instant);
    },
    /** Runs a verb as the product itself. */
    system: <T>(work: (ctx: Ctx) => Promise<T>) => door.system(work),
    /** Runs a verb as somebody of the organization with these roles. */
    as: <T>(organization: Organization, roles: string[], work: (ctx: Ctx) => Promise<T>, personId?: string) =>
      door.enter({ actor: actorOf(organization, roles, personId) }, work),
    /** Runs every job that waits, and those they ask for, until none is left. */
    runJobs: () => runWaitingJobs(url, door, TASKS),
    /** Fires every timer that has fallen due by the world's clock, and runs the jobs they ask for. */
    async tick(): Promise<number> {
      for (const tick of TICKS) await tick.run(door, {}, { number: 1, last: false });
      return runWaitingJobs(url, door, TASKS);
    },
    async http(): Promise<FastifyInstance> {
      return buildApp({
        door,
        routes: ROUTES,
        authenticate,
        secureCookies: false,
        trustProxy: false,
        report: console.error,
      });
    },
    close: async () => {
      await jobs.stop();
      await database.destroy();
      await drop();
    },
    ...made,
    ...joinBuilders(door, { ...made, actorOf, password: PASSWORD }),
  };
  return world;
}

/** An actor of the organization, without a session. */
export function actorOf(organization: Organization, roles: string[], personId: string | null = null): Actor {
  return {
    ...SYSTEM,
    kind: 'person',
    personId,
    personName: 'Test Person',
    organizationId: organization.id,
    organizationKind: organization.kind as OrganizationKind,
    organizationState: organization.state,
    sellerId: organization.seller_id,
    resellerId: organization.reseller_id,
    roles,
  };
}

/** What everyone in a world signs in with. */
export const PASSWORD = 'under seven palms';

/** The headers of a browser in which this person has signed in. Fails the test when sign-in is refused. */
export async function signIn(
  app: FastifyInstance,
  email: string,
  more: { password?: string; code?: string } = {},
) {
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/session',
    payload: { email, password: PASSWORD, ...more },
  });
  if (answer.statusCode !== 200)
    throw new Error(`Sign-in of ${email} answered ${answer.statusCode}: ${answer.body}`);
  return browserOf(answer);
}

/** The headers of the browser that got this answer: its session cookie and the header that writes need. */
export function browserOf(answer: { cookies: { name: string; value: string }[] }) {
  const session = answer.cookies.find(({ name }) => name === SESSION_COOKIE);
  return { cookie: `${SESSION_COOKIE}=${session?.value ?? ''}`, 'x-caravan-csrf': '1' };
}

/** The one-time link in the newest letter to this address. */
export async function lastLink(world: Pick<World, 'system'>, recipient: string): Promise<URL> {
  const mail = await world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select('body')
      .where('recipient', '=', recipient)
      .orderBy('id', 'desc')
      .executeTakeFirst(),
  );
  const link = /https?:\S+/.exec(mail?.body ?? '')?.[0];
  if (!link) throw new Error(`No letter with a link was written to ${recipient}`);
  return new URL(link);
}

let passwordHash: Promise<string> | undefined;
let serial = 0;

function builders(door: Door, vendorIs: Partial<NewOrganization>) {
  const make = (seller: Organization | null, kind: OrganizationKind, more: Partial<NewOrganization>) =>
    door.system(async (ctx) => {
      serial += 1;
      const name = `${kind} ${serial}`;
      const basics = {
        country: 'SA',
        currency: 'SAR',
        time_zone: 'Asia/Riyadh',
        language: 'en',
        state: 'active',
      };
      const organization = await createOrganization(ctx, seller, { kind, name, ...basics, ...more });
      if (seller) await openAccount(ctx, seller, organization, organization.currency);
      return organization;
    });
  const person = async (
    organization: Organization,
    roles: string[],
    more: Partial<NewPerson> = {},
  ): Promise<Person> => {
    serial += 1;
    passwordHash ??= hashPassword(PASSWORD);
    const wanted = {
      email: `person${serial}@world.example`,
      name: `Person ${serial}`,
      language: 'en' as const,
      password_hash: await passwordHash,
    };
    return door.system((ctx) => addMember(ctx, organization, { ...wanted, ...more, roles }));
  };
  let vendor: Promise<Organization> | undefined;
  return {
    /** Somebody of the organization with these roles, who signs in with PASSWORD. */
    person,
    /** The program's one vendor, made at first asking. */
    vendor: () => (vendor ??= make(null, 'vendor', { name: 'Sahara Net', ...vendorIs })),
    /** A reseller under `seller` (the vendor unless given), with its account opened. */
    async reseller(more: Partial<NewOrganization> & { seller?: Organization } = {}) {
      const { seller, ...rest } = more;
      return make(seller ?? (await this.vendor()), 'reseller', rest);
    },
    /** A customer of `seller` (a new reseller unless given), with its account opened. */
    async customer(more: Partial<NewOrganization> & { seller?: Organization } = {}): Promise<Organization> {
      const { seller, ...rest } = more;
      return make(seller ?? (await this.reseller()), 'customer', rest);
    },
  };
}
