import { createHash } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Language } from '../../server/base/ctx.ts';
import type { Person } from '../../server/identity/index.ts';
import { readPdf } from '../pdf.ts';
import { browserOf, openWorld, signIn, type World } from '../world.ts';

type Browser = Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: the story reads answers as a browser's script would.
type Answered = { status: number; body: any; browser: Browser; raw: Buffer; type: string };

let world: World;
let app: FastifyInstance;
let office: { manager: Person; supervisor: Person };
let planId: string;
beforeAll(async () => {
  world = await openWorld();
  app = await world.http();
  office = await world.office();
  await world.terms();
  planId = (await world.bundlePlan()).id;
});
afterAll(async () => {
  await app.close();
  await world.close();
});

async function ask(
  method: InjectOptions['method'],
  url: string,
  browser: Browser = {},
  payload?: object,
): Promise<Answered> {
  const answer = await app.inject({ method, url, headers: browser, ...(payload && { payload }) });
  const json = String(answer.headers['content-type']).includes('json');
  return {
    status: answer.statusCode,
    body: json ? answer.json() : answer.body,
    browser: browserOf(answer),
    raw: answer.rawPayload,
    type: String(answer.headers['content-type']),
  };
}

const PASSWORD = 'eleven quiet harbours';

function company(language: Language, more: object = {}) {
  return {
    company: language === 'ar' ? 'واحة الحلول' : 'Lagos Cloud Works Ltd',
    country: language === 'ar' ? 'SA' : 'NG',
    registration_number: `RC ${createHash('sha256')
      .update(`${language}${JSON.stringify(more)}`)
      .digest('hex')
      .slice(0, 8)}`,
    tax_number: language === 'ar' ? '310122393500003' : '12345678-0001',
    website: 'www.cloudworks.example',
    headcount: 25,
    contact_name: 'Ada Obi',
    contact_email: `ada.${language}@cloudworks.example`,
    language,
    ...more,
  };
}

/** The token in the newest letter to this address. */
async function tokenFor(email: string): Promise<string> {
  const letter = await world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select('body')
      .where('recipient', '=', email)
      .where('kind', '=', 'application.link')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return /token=([\w-]+)/.exec(letter.body)?.[1] ?? '';
}

async function applyAndVerify(said: ReturnType<typeof company>): Promise<Answered> {
  const applied = await ask('POST', '/v1/program/applications', {}, said);
  expect([applied.status, applied.body]).toEqual([202, { contact_email: said.contact_email }]);
  const token = await tokenFor(said.contact_email);
  const opened = await ask('POST', '/v1/program/applications/link', {}, { token });
  expect(opened.body).toMatchObject({ company: said.company, known: false, language: said.language });
  const verified = await ask('POST', '/v1/program/applications/verify', {}, { token, password: PASSWORD });
  expect([verified.status, verified.body.state]).toEqual([200, 'verified']);
  return verified;
}

async function acceptTerms(applicant: Answered, language: Language): Promise<Answered> {
  const terms = await ask('GET', `/v1/agreements/terms/current?kind=partner&language=${language}`);
  expect(terms.status).toBe(200);
  expect(createHash('sha256').update(terms.body.exact).digest('hex')).toBe(terms.body.text_sha256);
  const { id: terms_id, text_sha256 } = terms.body;
  const url = `/v1/program/applications/${applicant.body.id}/accept-terms`;
  const changed = await ask('POST', url, applicant.browser, {
    terms_id,
    language,
    text_sha256: '0'.repeat(64),
  });
  expect([changed.status, changed.body.code]).toEqual([409, 'terms_changed']);
  return ask('POST', url, applicant.browser, { terms_id, language, text_sha256 });
}

function approval() {
  const keepers = { channel_manager_id: office.manager.id, channel_supervisor_id: office.supervisor.id };
  return { ...keepers, bundle_plan_id: planId, billing_preference: 'postpay', currency: 'SAR' };
}

test.each(['en', 'ar'] as const)(
  'from the application to the contract, in %s',
  { timeout: 40_000 },
  async (language) => {
    const said = company(language);
    const applicant = await applyAndVerify(said);

    const early = await ask('GET', '/v1/program/reseller', applicant.browser);
    expect([early.status, early.body.detail]).toEqual([
      403,
      'This opens once your application has been approved.',
    ]);

    const submitted = await acceptTerms(applicant, language);
    expect(submitted.body).toMatchObject({ state: 'submitted', can: { withdraw: true } });
    expect(submitted.body.can.approve).toBeTypeOf('string');

    const manager = await signIn(app, office.manager.email);
    const queue = await ask('GET', '/v1/program/applications?state=submitted', manager);
    expect(queue.body.items.map(({ id }: { id: string }) => id)).toEqual([applicant.body.id]);
    const url = `/v1/program/applications/${applicant.body.id}`;
    const seen = await ask('GET', url, manager);
    expect(seen.body).toMatchObject({
      can: { approve: true, decline: true, ask: true },
      agreement: { language, person_email: said.contact_email },
    });

    const asked = await ask('POST', `${url}/ask`, manager, { note: 'How many engineers?' });
    expect(asked.body.state).toBe('more_asked');
    const answered = await ask('POST', `${url}/answer`, applicant.browser, {
      note: 'Nine.',
      particulars: { headcount: 26 },
    });
    expect(answered.body).toMatchObject({ state: 'submitted', headcount: 26 });

    const approved = await ask(
      'POST',
      `${url}/approve`,
      { ...manager, 'idempotency-key': `approve ${language}` },
      approval(),
    );
    expect([approved.status, approved.body.state]).toEqual([200, 'approved']);
    const replayed = await ask(
      'POST',
      `${url}/approve`,
      { ...manager, 'idempotency-key': `approve ${language}` },
      approval(),
    );
    expect(replayed.body).toEqual(approved.body);
    const again = await ask('POST', `${url}/approve`, manager, approval());
    expect([again.status, again.body.state]).toEqual([200, 'approved']);

    await seesItsPlace(applicant.browser);
    const agreement = approved.body.agreement;
    await contractsShow(agreement, applicant.browser);
    const vendors = await ask('GET', `/v1/agreements/agreements/${agreement.id}/contract.pdf`, manager);
    expect(vendors.type).toBe('application/pdf');
    await strangerSeesNothing(url, agreement.id);
  },
);

async function seesItsPlace(browser: Browser): Promise<void> {
  const own = await ask('GET', '/v1/program/reseller', browser);
  expect(own.body).toMatchObject({
    currency: 'SAR',
    billing_preference: 'postpay',
    channel_manager: { email: office.manager.email },
  });
  const session = await ask('GET', '/v1/session', browser);
  expect(session.body.organization).toMatchObject({ kind: 'reseller', state: 'active' });
}

async function contractsShow(
  agreement: { language: Language; text_sha256: string },
  browser: Browser,
): Promise<void> {
  for (const paper of ['en', 'ar'] as const) {
    const contract = await ask('GET', `/v1/agreements/contract.pdf?language=${paper}`, browser);
    expect([contract.status, contract.type]).toEqual([200, 'application/pdf']);
    const { pages, attachments } = await readPdf(contract.raw);
    const text = attachments[`partner-terms-1.0.${agreement.language}.txt`] ?? '';
    const hash = createHash('sha256').update(text, 'utf8').digest('hex');
    expect(hash).toBe(agreement.text_sha256);
    expect(pages.join(' ')).toContain(hash);
  }
}

async function strangerSeesNothing(url: string, agreementId: string): Promise<void> {
  const stranger = await world.approvedReseller();
  const other = await signIn(app, stranger.owner.email);
  const agreement = `/v1/agreements/agreements/${agreementId}`;
  expect((await ask('GET', agreement, other)).status).toBe(404);
  expect((await ask('GET', `${agreement}/contract.pdf`, other)).status).toBe(404);
  expect((await ask('GET', url, other)).status).toBe(403);
  expect((await ask('GET', '/v1/program/applications/mine', other)).body.id).toBe(stranger.application.id);
  expect((await ask('GET', '/v1/program/resellers', other)).status).toBe(403);
}

test('an application that is declined says why, in the queue’s CSV as on the applicant’s page', async () => {
  const mistyped = {
    country: 'FR',
    tax_number: 'FR 84 323 140 391',
    contact_email: 'declined@cloudworks.example',
  };
  const applicant = await applyAndVerify(company('en', mistyped));
  await acceptTerms(applicant, 'en');
  const manager = await signIn(app, office.manager.email);
  const url = `/v1/program/applications/${applicant.body.id}`;
  expect((await ask('GET', url, manager)).body).toMatchObject({
    tax_number: 'FR84323140391',
    tax_number_check: 'does_not_fit',
  });
  const empty = await ask('POST', `${url}/decline`, manager, { reason: ' ' });
  expect([empty.status, empty.body.errors[0].pointer]).toEqual([422, '#/reason']);
  await ask('POST', `${url}/decline`, manager, { reason: 'We have no coverage there yet.' });
  const mine = await ask('GET', '/v1/program/applications/mine', applicant.browser);
  expect(mine.body).toMatchObject({ state: 'declined' });
  expect(mine.body.history.at(-1)).toMatchObject({ move: 'decline', note: 'We have no coverage there yet.' });
  const late = await ask('POST', `${url}/approve`, manager, approval());
  expect([late.status, late.body.code]).toEqual([409, 'illegal_move']);
  const csv = await ask('GET', '/v1/program/applications?state=declined&format=csv', manager);
  expect(csv.body).toContain('Lagos Cloud Works Ltd');
  expect(csv.body).not.toContain('sha256');
  const counts = await ask('GET', '/v1/program/applications/counts', manager);
  expect(counts.body.declined).toBe(1);
});

test.each([
  [{ country: 'Saudi Arabia' }, '#/country'],
  [{ country: 'ZZ' }, '#/country'],
  [{ country: 'SA', tax_number: '123' }, '#/tax_number'],
  [{ contact_email: 'nobody' }, '#/contact_email'],
  [{ website: 'no website' }, '#/website'],
  [{ company: '' }, '#/company'],
])('the form with %j is refused at the field', async (more, pointer) => {
  const refused = await ask(
    'POST',
    '/v1/program/applications',
    { 'x-forwarded-for': '203.0.113.50' },
    company('en', more),
  );
  expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
});

test('the countries of the form have names in both languages', async () => {
  const { body } = await ask('GET', '/v1/program/countries');
  expect(body.items).toHaveLength(249);
  expect(body.items).toContainEqual({
    code: 'SA',
    name: { en: 'Saudi Arabia', ar: 'المملكة العربية السعودية' },
    currency: 'SAR',
    time_zone: 'Asia/Riyadh',
  });
});

test('applying is limited by network address', async () => {
  const answers: number[] = [];
  for (let i = 0; i < 12; i++) answers.push((await ask('POST', '/v1/program/applications', {}, {})).status);
  expect(answers.at(-1)).toBe(429);
});
