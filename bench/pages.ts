/**
 * Reads everything that the API answers without further ado (each list, and the first thing on it), as the vendor's administrator, the owner of
 * the largest reseller and the administrator of one of its customers, with 10,000 resellers, 100,000 subscriptions and a month's invoices loaded.
 * Prints the slowest at p99 against a floor of the same run: the answer to "who am I", which is the session's lookup and little else.
 *
 *     npm run bench -- pages [subscriptions] [resellers]
 *
 * The bound is 100 ms for each. Exits with 1 beyond it.
 */
import { readFileSync } from 'node:fs';
import { buildApp } from '../server/app.ts';
import { openDatabase } from '../server/base/db.ts';
import { openDoor } from '../server/base/door.ts';
import { openJobs } from '../server/base/jobs.ts';
import { issueRun } from '../server/billing/invoices/invoices.ts';
import { openStreams } from '../server/billing/rates/rates.sql.ts';
import { reckonCompleteness } from '../server/billing/runs/completeness.task.ts';
import { draftRun } from '../server/billing/runs/draft.task.ts';
import { openMonthEnd } from '../server/billing/runs/runs.ts';
import { addMember, getOrganization, hashPassword } from '../server/identity/index.ts';
import { authenticate, ROUTES, wireNews } from '../server/parts.ts';
import { PASSWORD, signIn } from '../test/world.ts';
import { connect, openBench } from './database.ts';
import { generate, MONTH, type Plan } from './generate.ts';

const BOUND_MS = 100;
const SHOWN = 25;
const [WARM_UP, TIMES] = [2, 10];
const [subscriptions = 100_000, resellers = 10_000] = process.argv.slice(2).map(Number);
const plan: Plan = { shape: 'skewed', subscriptions, resellers };

type Who = { who: string; email: string };

const bench = await openBench();
const owner = await connect(bench.url);
const database = openDatabase(bench.url, 4);
const jobs = await openJobs(bench.url);
const door = openDoor({ database, jobs, clock: () => new Date(MONTH.now) });
wireNews();
const app = await buildApp({
  door,
  routes: ROUTES,
  authenticate,
  secureCookies: false,
  trustProxy: false,
  report: console.error,
});

/** The generated program, with words where the answers want them, its people, and its month closed. */
async function fill(): Promise<Who[]> {
  await generate(owner, plan);
  for (const table of ['family', 'product', 'offer', 'bundle_plan'])
    await owner.query(`update catalog.${table} set name = '{"en": "Cloud desk", "ar": "مكتب سحابي"}'`);
  await owner.query(`update catalog.product set description = '{"en": "", "ar": ""}'`);
  const people = await addPeople();
  await door.system((ctx) => openStreams(ctx.db, null));
  await owner.query('analyze');
  const { id: runId } = await door.system((ctx) => openMonthEnd(ctx, MONTH.cutoff));
  await draftRun.run(door, { runId }, { number: 1, last: false });
  await reckonCompleteness.run(door, { runId }, { number: 1, last: false });
  await door.system((ctx) => issueRun(ctx, runId));
  await owner.query('analyze');
  return people;
}

async function addPeople(): Promise<Who[]> {
  const first = await owner.query<{ kind: string; id: string }>(
    `select distinct on (o.kind) o.kind, o.id from identity.organization o left join bench.reseller r on r.id = o.reseller_id
     order by o.kind, r.r, o.id`,
  );
  const password_hash = await hashPassword(PASSWORD);
  const people: Who[] = [];
  for (const { kind, id } of first.rows) {
    const email = `${kind}@bench.example`;
    const roles = kind === 'reseller' ? ['owner'] : ['administrator'];
    const person = await door.system(async (ctx) =>
      addMember(ctx, await getOrganization(ctx, id), {
        name: kind,
        email,
        language: 'en',
        password_hash,
        roles,
      }),
    );
    if (kind === 'vendor') await joinAll(person.id);
    people.push({ who: kind, email });
  }
  return people.sort((one, other) => other.who.localeCompare(one.who));
}

/** What an approval would have kept of each reseller. */
async function joinAll(personId: string): Promise<void> {
  await owner.query(
    `insert into program.reseller (reseller_id, id, seller_id, account_id, account_number, currency, channel_manager_id, channel_supervisor_id, approved_at)
     select r.id, r.id, v.id, r.account_id, 'A' || r.r, 'SAR', $1, $1, $2::timestamptz + r.r * interval '1 second' from bench.reseller r, bench.vendor v`,
    [personId, MONTH.now],
  );
}

type Parameter = { name: string; in: string; required?: boolean; schema: { enum?: string[] } };
type Operation = {
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, unknown> }>;
};
type Asked = { status: number; body: string; took: number };

/** The addresses of the API that answer JSON, and no file, to a plain GET, each with the questions that may follow it. */
function addresses(): Map<string, string[]> {
  const api = JSON.parse(readFileSync(new URL('../docs/openapi.json', import.meta.url), 'utf8'));
  const paths = Object.entries(api.paths as Record<string, { get?: Operation }>);
  const answering = paths.flatMap(([address, { get }]) => {
    const types = Object.keys(get?.responses[200]?.content ?? {});
    const isPage =
      types.includes('application/json') && !types.includes('application/pdf') && !FILES.test(address);
    return get && isPage ? [[address, questions(get)] as const] : [];
  });
  return new Map(answering);
}

/** What is asked for once in a while and takes its time by its size. */
const FILES = /export|reconciliation|\.(pdf|csv|json)$/;

/** Each side; and of each side words that many rows have and that none has, a long page, and each state. */
function questions({ parameters = [] }: Operation): string[] {
  const asked = parameters.filter((one) => one.in === 'query');
  const chosen = asked.filter(({ name, schema }) => schema.enum && !['format', 'sort'].includes(name));
  const each = (some: Parameter[]) =>
    some.flatMap(({ name, schema }) => (schema.enum ?? []).map((value) => `${name}=${value}`));
  const sides = each(chosen.filter(({ required }) => required));
  const searched = asked.some(({ name }) => name === 'q') ? ['q=er%20777', 'q=zzzqqq', 'limit=200'] : [];
  const more = ['', ...searched, ...each(chosen.filter(({ required }) => !required))];
  return (sides.length > 0 ? sides : ['']).flatMap((side) =>
    more.map((one) => `?${[side, one].filter(Boolean).join('&')}`),
  );
}

type Headers = Awaited<ReturnType<typeof signIn>>;

async function ask(url: string, headers: Headers): Promise<Asked> {
  const begun = performance.now();
  const { statusCode, body } = await app.inject({ method: 'GET', url, headers });
  return { status: statusCode, body, took: performance.now() - begun };
}

/** The slowest of so many answers, in ms; null for one that is not to be had. */
async function slowest(url: string, headers: Headers): Promise<{ took: number; body: string } | null> {
  let took = 0;
  let body = '';
  for (let turn = -WARM_UP; turn < TIMES; turn += 1) {
    const answer = await ask(url, headers);
    if (answer.status !== 200) return null;
    if (turn >= 0) took = Math.max(took, answer.took);
    body = answer.body;
  }
  return { took, body };
}

type Measured = { who: string; url: string; took: number };

async function measure({ who, email }: Who): Promise<Measured[]> {
  const headers = await signIn(app, email);
  const known = addresses();
  const measured: Measured[] = [];
  const keep = async (url: string, shown = url) => {
    const answer = await slowest(url, headers);
    if (answer) measured.push({ who, url: shown, took: answer.took });
    return answer?.body ?? '';
  };
  for (const [address, asked] of known) {
    if (address.includes('{')) continue;
    let id: string | undefined;
    for (const question of asked) {
      const body = await keep(address + question);
      id ??= /"id":"([^"]+)"/.exec(body)?.[1];
    }
    const below = [...known.keys()].filter((one) => one.startsWith(`${address}/{`) && !/\{.*\{/.test(one));
    for (const one of id ? below : []) await keep(one.replace(/\{[^}]+\}/, id ?? ''), one);
  }
  return measured;
}

const line = ({ who, url, took }: Measured, floor: number) =>
  console.log(
    `${took.toFixed(1).padStart(8)} ms  ${(took / floor).toFixed(1).padStart(6)} × the floor   ${who.padEnd(9)} ${url}`,
  );

try {
  const people = await fill();
  const measured: Measured[] = [];
  for (const one of people) measured.push(...(await measure(one)));
  const [vendor] = people;
  const floor = vendor ? await slowest('/v1/session', await signIn(app, vendor.email)) : null;
  const sorted = measured.sort((one, other) => other.took - one.took);
  console.log(
    `${resellers.toLocaleString('en')} resellers, ${subscriptions.toLocaleString('en')} subscriptions; ${measured.length} answers, each the slowest of ${TIMES}`,
  );
  for (const one of sorted.slice(0, SHOWN)) line(one, floor?.took ?? 1);
  const beyond = sorted.filter(({ took }) => took > BOUND_MS).length;
  console.log(`${beyond} take longer than ${BOUND_MS} ms`);
  process.exitCode = beyond > 0 ? 1 : 0;
} finally {
  await app.close();
  await Promise.all([owner.end(), jobs.stop(), database.destroy()]);
  await bench.drop();
}
