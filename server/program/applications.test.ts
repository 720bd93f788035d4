import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anApplication } from '../../test/join.ts';
import { actorOf, openWorld, type World } from '../../test/world.ts';
import { currentTerms, getAgreement } from '../agreements/index.ts';
import { verifyAudit } from '../base/audit.ts';
import { type Actor, ANONYMOUS, type Ctx } from '../base/ctx.ts';
import { getAccountBetween, getOrganization } from '../identity/index.ts';
import { accountPlanAt } from './account-plans.ts';
import type { NewApplication } from './applications.rules.ts';
import {
  answerApplication,
  askForMore,
  declineApplication,
  getApplication,
  getMyApplication,
  listApplications,
  submitApplication,
  withdrawApplication,
} from './applications.ts';
import { applyToProgram, openLink, verifyApplication } from './applying.ts';
import { approveApplication } from './approval.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const FIRST = { limit: 50, format: 'json' } as const;
const PASSWORD = 'eleven quiet harbours';

function visit<T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return world.door.enter({ actor, address: '203.0.113.9', userAgent: 'Test' }, work);
}

function apply(more: Partial<NewApplication> = {}) {
  return visit(ANONYMOUS, (ctx) => applyToProgram(ctx, anApplication(more)));
}

async function manager(): Promise<Actor> {
  return actorOf(await world.vendor(), ['channel_manager'], (await world.office()).manager.id);
}

async function approval() {
  const { manager: one, supervisor } = await world.office();
  const plan = await world.bundlePlan();
  return {
    channel_manager_id: one.id,
    channel_supervisor_id: supervisor.id,
    bundle_plan_id: plan.id,
    billing_preference: 'prepay' as const,
    currency: 'USD',
  };
}

async function lettersTo(email: string) {
  return world.system(({ db }) =>
    db
      .selectFrom('base.mail')
      .select(['kind', 'subject', 'body', 'language'])
      .where('recipient', '=', email)
      .orderBy('id')
      .execute(),
  );
}

async function eventsOf(subjectId: string) {
  return world.system(({ db }) =>
    db
      .selectFrom('base.event')
      .select(['name', 'audience'])
      .where('subject_id', '=', subjectId)
      .orderBy('id')
      .execute(),
  );
}

describe('applying', () => {
  beforeAll(() => world.vendor());

  test('sends a link in the applicant’s language and keeps nothing but its hash', async () => {
    const applied = await apply({
      language: 'ar',
      contact_email: 'Amal@Example.com',
      tax_number: '3101 2239 3500 003',
    });
    expect(applied?.application).toMatchObject({
      state: 'unverified',
      tax_number: '310122393500003',
      contact_email: 'amal@example.com',
    });
    const [letter] = await lettersTo('amal@example.com');
    expect(letter).toMatchObject({ kind: 'application.link', language: 'ar' });
    expect(letter?.subject).toContain('أكّد بريدك');
    expect(letter?.body).toContain(`/apply/verify?token=${applied?.token}`);
    expect(JSON.stringify(applied?.application)).not.toContain(applied?.token);
  });

  test.each([
    [{ country: 'XX' }, '#/country'],
    [{ tax_number: '12345' }, '#/tax_number'],
  ])('refuses %j, pointing at the field', async (more, pointer) => {
    await expect(apply(more)).rejects.toMatchObject({ kind: 'invalid', errors: [{ pointer }] });
  });

  test('again for the same company renews the link: the old one is dead', async () => {
    const said = anApplication();
    const first = await visit(ANONYMOUS, (ctx) => applyToProgram(ctx, said));
    const second = await visit(ANONYMOUS, (ctx) => applyToProgram(ctx, { ...said, company: 'Najd IT Ltd' }));
    expect(second?.application).toMatchObject({ id: first?.application.id, company: 'Najd IT Ltd' });
    await expect(visit(ANONYMOUS, (ctx) => openLink(ctx, first?.token ?? ''))).rejects.toMatchObject({
      code: 'link_expired',
    });
    await expect(visit(ANONYMOUS, (ctx) => openLink(ctx, second?.token ?? ''))).resolves.toMatchObject({
      company: 'Najd IT Ltd',
      known: false,
    });
  });

  test('does not let a stranger fill somebody’s mailbox', async () => {
    const contact_email = 'victim@example.com';
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => apply({ contact_email })));
    expect(outcomes.every(Boolean)).toBe(true);
    expect(await apply({ contact_email })).toBeNull();
    const company = anApplication({ contact_email: 'other@example.com' });
    for (let i = 0; i < 5; i++)
      expect(await visit(ANONYMOUS, (ctx) => applyToProgram(ctx, company))).not.toBeNull();
    expect(await visit(ANONYMOUS, (ctx) => applyToProgram(ctx, company))).toBeNull();
    expect(await lettersTo('other@example.com')).toHaveLength(5);
  });

  test('for a company that is in the program reminds of it instead', async () => {
    const { application } = await world.submitted();
    const again = await apply({ ...application } as NewApplication);
    expect(again).toBeNull();
    const letters = await lettersTo(application.contact_email);
    expect(letters.at(-1)).toMatchObject({ kind: 'application.standing' });
    expect(letters.at(-1)?.body).toContain(application.number);
  });
});

describe('verifying', () => {
  test('makes the applying organization with its owner, who acts from here on', async () => {
    const applied = await apply({ country: 'EG', tax_number: null, headcount: 30 });
    const actor = await visit(ANONYMOUS, async (ctx) => {
      const { application, cookie } = await verifyApplication(ctx, applied?.token ?? '', {
        password: PASSWORD,
      });
      expect(application.state).toBe('verified');
      expect(cookie.value).toHaveLength(43);
      return ctx.actor;
    });
    expect(actor).toMatchObject({
      organizationKind: 'reseller',
      organizationState: 'applying',
      roles: ['owner'],
    });
    const organization = await visit(actor, (ctx) => getOrganization(ctx, actor.organizationId ?? ''));
    expect(organization).toMatchObject({
      country: 'EG',
      currency: 'EGP',
      time_zone: 'Africa/Cairo',
      state: 'applying',
      headcount: 30,
    });
    await expect(visit(ANONYMOUS, (ctx) => openLink(ctx, applied?.token ?? ''))).rejects.toMatchObject({
      code: 'link_expired',
    });
  });

  test('asks a newcomer for a good password', async () => {
    const applied = await apply();
    const token = applied?.token ?? '';
    const bad = { kind: 'invalid', errors: [{ pointer: '#/password' }] };
    await expect(visit(ANONYMOUS, (ctx) => verifyApplication(ctx, token, {}))).rejects.toMatchObject(bad);
    await expect(
      visit(ANONYMOUS, (ctx) => verifyApplication(ctx, token, { password: 'short' })),
    ).rejects.toMatchObject(bad);
  });

  test('asks someone known for the password they have, or for nothing once signed in', async () => {
    const { application, actor } = await world.applicant();
    const { contact_email } = application;
    const [one, two] = [await apply({ contact_email }), await apply({ contact_email })];
    const opened = await visit(ANONYMOUS, (ctx) => openLink(ctx, one?.token ?? ''));
    expect(opened).toMatchObject({ known: true, signed_in: false });
    const wrong = visit(ANONYMOUS, (ctx) => verifyApplication(ctx, one?.token ?? '', { password: PASSWORD }));
    await expect(wrong).rejects.toMatchObject({ code: 'wrong_sign_in' });
    const right = await visit(ANONYMOUS, (ctx) =>
      verifyApplication(ctx, one?.token ?? '', { password: 'under seven palms' }),
    );
    expect(right.application.state).toBe('verified');
    const signedIn = await visit(actor, (ctx) => verifyApplication(ctx, two?.token ?? '', {}));
    expect(signedIn.application.buyer_id).not.toBe(right.application.buyer_id);
  });

  test('is too late after two days', async () => {
    const applied = await apply();
    const start = world.now().toISOString();
    world.moveTo('2026-01-17T06:00:00.000Z');
    await expect(visit(ANONYMOUS, (ctx) => openLink(ctx, applied?.token ?? ''))).rejects.toMatchObject({
      code: 'link_expired',
    });
    world.moveTo(start);
  });
});

describe('submitting', () => {
  test('keeps who accepted which exact text, when and from where', async () => {
    const { application, actor } = await world.submitted({ language: 'ar' });
    expect(application.state).toBe('submitted');
    const terms = await visit(actor, (ctx) => currentTerms(ctx, 'partner'));
    expect(application.agreement).toMatchObject({
      terms_id: terms.id,
      version: '1.0',
      language: 'ar',
      text_sha256: terms.sha256.ar,
      person_id: actor.personId,
      person_email: application.contact_email,
      address: '203.0.113.7',
      user_agent: 'Test',
      accepted_at: world.now().toISOString(),
    });
  });

  test('refuses a text that is not the current one', async () => {
    await world.terms();
    const { application, actor } = await world.applicant();
    const terms = await visit(actor, (ctx) => currentTerms(ctx, 'partner'));
    const wrong = { terms_id: terms.id, language: 'en', text_sha256: terms.sha256.ar };
    await expect(visit(actor, (ctx) => submitApplication(ctx, application.id, wrong))).rejects.toMatchObject({
      kind: 'conflict',
      code: 'terms_changed',
    });
  });

  test('is the applicant’s own step, once', async () => {
    const { application, actor } = await world.submitted();
    const accepted = {
      terms_id: application.agreement?.terms_id ?? '',
      language: 'en',
      text_sha256: application.agreement?.text_sha256 ?? '',
    };
    await expect(
      visit(await manager(), (ctx) => submitApplication(ctx, application.id, accepted)),
    ).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(
      visit(actor, (ctx) => submitApplication(ctx, application.id, accepted)),
    ).rejects.toMatchObject({ code: 'illegal_move' });
  });
});

describe('the queue', () => {
  test('shows the vendor those that are verified, by state and by word, and strangers nothing', async () => {
    const { application, organization } = await world.submitted({ company: 'Al-Rawabi Systems' });
    await apply({ company: 'Al-Rawabi Nobody' });
    const actor = await manager();
    const found = await visit(actor, (ctx) => listApplications(ctx, undefined, { ...FIRST, q: 'rawabi' }));
    expect(found.items.map(({ company }) => company)).toEqual(['Al-Rawabi Systems']);
    const waiting = await visit(actor, (ctx) => listApplications(ctx, 'approved', { ...FIRST, q: 'rawabi' }));
    expect(waiting.items).toEqual([]);
    const stranger = await world.reseller();
    await expect(
      world.as(stranger, ['owner'], (ctx) => getApplication(ctx, application.id)),
    ).rejects.toMatchObject({ kind: 'missing' });
    const own = await world.as(organization, ['owner'], (ctx) => getMyApplication(ctx));
    expect(own).toMatchObject({ id: application.id, same_company: [] });
  });

  test('tells of others with the same registration, to the vendor', async () => {
    const registration_number = 'HRB 4711 B';
    const first = await world.submitted({ country: 'DE', tax_number: null, registration_number });
    const second = await world.submitted({
      country: 'DE',
      tax_number: null,
      registration_number: 'hrb  4711 b',
    });
    const seen = await visit(await manager(), (ctx) => getApplication(ctx, second.application.id));
    expect(seen.same_company.map(({ id }) => id)).toEqual([first.application.id]);
  });
});

describe('asking and answering', () => {
  test('goes back and forth, with letters, and the answer corrects both application and organization', async () => {
    const { application, actor, organization } = await world.submitted();
    const asked = await visit(await manager(), (ctx) =>
      askForMore(ctx, application.id, 'What is your VAT number?'),
    );
    expect(asked.state).toBe('more_asked');
    const answered = await visit(actor, (ctx) =>
      answerApplication(ctx, application.id, 'Here it is.', {
        tax_number: '300000000000003',
        company: 'Najd IT Company',
      }),
    );
    expect(answered).toMatchObject({ state: 'submitted', tax_number: '300000000000003' });
    expect(answered.history.map(({ move, note, changes }) => [move, note, changes])).toEqual([
      ['verify', null, {}],
      ['submit', null, {}],
      ['ask', 'What is your VAT number?', {}],
      ['answer', 'Here it is.', { tax_number: '300000000000003', company: 'Najd IT Company' }],
    ]);
    const kept = await visit(actor, (ctx) => getOrganization(ctx, organization.id));
    expect(kept).toMatchObject({ name: 'Najd IT Company', tax_number: '300000000000003' });
    const letters = await lettersTo(application.contact_email);
    expect(letters.map(({ kind }) => kind)).toEqual([
      'application.link',
      'application.submit',
      'application.ask',
      'application.answer',
    ]);
    expect(letters[2]?.body).toContain('What is your VAT number?');
    const vendor = await world.vendor();
    const events = await eventsOf(application.id);
    expect(events.map(({ name }) => name)).toEqual([
      'application.verified',
      'application.submitted',
      'application.more_asked',
      'application.answered',
    ]);
    for (const { audience } of events) expect(audience).toEqual([vendor.id, organization.id]);
  });

  test('an answer is held to the same forms', async () => {
    const { application, actor } = await world.submitted();
    await visit(await manager(), (ctx) => askForMore(ctx, application.id, 'Tax number?'));
    const answer = visit(actor, (ctx) => answerApplication(ctx, application.id, 'This', { tax_number: '1' }));
    await expect(answer).rejects.toMatchObject({ errors: [{ pointer: '#/tax_number' }] });
  });

  test('asking is the channel managers’', async () => {
    const { application, actor } = await world.submitted();
    const finance = actorOf(await world.vendor(), ['finance']);
    for (const other of [actor, finance])
      await expect(
        visit(other, (ctx) => askForMore(ctx, application.id, 'Who are you?')),
      ).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('declining and withdrawing', () => {
  test('a declined applicant reads why, and may apply anew with the same sign-in', async () => {
    const { application, actor, organization } = await world.submitted();
    const declined = await visit(await manager(), (ctx) =>
      declineApplication(ctx, application.id, 'The registration has lapsed.'),
    );
    expect(declined).toMatchObject({
      state: 'declined',
      history: expect.arrayContaining([
        expect.objectContaining({ move: 'decline', person_name: 'Test Person' }),
      ]),
    });
    expect((await lettersTo(application.contact_email)).at(-1)?.body).toContain(
      'The registration has lapsed.',
    );
    const mine = await visit(actor, (ctx) => getMyApplication(ctx));
    expect(mine.history.at(-1)?.note).toBe('The registration has lapsed.');
    const { contact_email, registration_number } = application;
    const again = await apply({ contact_email, registration_number });
    await visit(ANONYMOUS, (ctx) =>
      verifyApplication(ctx, again?.token ?? '', { password: 'under seven palms' }),
    );
    expect((await world.system((ctx) => getOrganization(ctx, organization.id))).state).toBe('closed');
  });

  test('the applicant may withdraw until it is decided', async () => {
    const { application, actor } = await world.submitted();
    const withdrawn = await visit(actor, (ctx) => withdrawApplication(ctx, application.id, null));
    expect(withdrawn.state).toBe('withdrawn');
    await expect(
      visit(await manager(), (ctx) => declineApplication(ctx, application.id, 'Late.')),
    ).rejects.toMatchObject({ code: 'illegal_move' });
  });
});

describe('approving', () => {
  test('opens everything a reseller needs, in one step', async () => {
    const { application, organization } = await world.submitted();
    const wanted = await approval();
    const approved = await visit(await manager(), (ctx) => approveApplication(ctx, application.id, wanted));
    expect(approved).toMatchObject({
      state: 'approved',
      agreement: { effective_on: '2026-01-15', buyer_name: application.company },
    });
    const vendor = await world.vendor();
    const account = await world.system((ctx) => getAccountBetween(ctx, vendor.id, organization.id));
    expect(account).toMatchObject({ currency: 'USD', reseller_id: organization.id });
    expect(approved.agreement?.reference).toBe(`PA-${account.number}-1.0`);
    expect((await world.system((ctx) => getOrganization(ctx, organization.id))).state).toBe('active');
    const plan = await world.system((ctx) => accountPlanAt(ctx, account.id, '2026-01-15'));
    expect(plan).toEqual({ bundle_plan_id: wanted.bundle_plan_id, billing_preference: 'prepay' });
    expect((await eventsOf(organization.id)).map(({ name }) => name)).toEqual(['reseller.approved']);
    expect((await world.system(({ db }) => verifyAudit(db))).faults).toEqual([]);
  });

  test('twice, and by two at once, approves once', async () => {
    const { application, organization } = await world.submitted();
    const wanted = await approval();
    const actor = await manager();
    const both = await Promise.all(
      [1, 2].map(() => visit(actor, (ctx) => approveApplication(ctx, application.id, wanted))),
    );
    expect(both.map(({ state }) => state)).toEqual(['approved', 'approved']);
    const again = await visit(actor, (ctx) => approveApplication(ctx, application.id, wanted));
    expect(again.history.filter(({ move }) => move === 'approve')).toHaveLength(1);
    const accounts = await world.system(({ db }) =>
      db.selectFrom('identity.account').select('id').where('buyer_id', '=', organization.id).execute(),
    );
    expect(accounts).toHaveLength(1);
  });

  test.each([
    ['channel_manager_id', async () => ({ channel_manager_id: (await world.office()).supervisor.id })],
    ['channel_supervisor_id', async () => ({ channel_supervisor_id: (await world.office()).manager.id })],
    ['bundle_plan_id', async () => ({ bundle_plan_id: '01890000-0000-7000-8000-000000000000' })],
    ['currency', async () => ({ currency: 'XXX' })],
  ])('refuses a %s that cannot be, and leaves nothing half done', async (field, wrong) => {
    const { application, organization } = await world.submitted();
    const wanted = { ...(await approval()), ...(await wrong()) };
    const attempt = visit(await manager(), (ctx) => approveApplication(ctx, application.id, wanted));
    await expect(attempt).rejects.toMatchObject({ kind: 'invalid', errors: [{ pointer: `#/${field}` }] });
    expect((await world.system((ctx) => getOrganization(ctx, organization.id))).state).toBe('applying');
  });

  test('needs the terms accepted and the right role', async () => {
    const { application } = await world.applicant();
    const wanted = await approval();
    await expect(
      visit(await manager(), (ctx) => approveApplication(ctx, application.id, wanted)),
    ).rejects.toMatchObject({ code: 'illegal_move' });
    const care = actorOf(await world.vendor(), ['care']);
    await expect(visit(care, (ctx) => approveApplication(ctx, application.id, wanted))).rejects.toMatchObject(
      { kind: 'forbidden' },
    );
  });

  test('the agreement is seen by its two sides alone', async () => {
    const { application, organization } = await world.approvedReseller();
    const id = application.agreement_id ?? '';
    const stranger = await world.reseller();
    expect((await world.as(organization, ['billing'], (ctx) => getAgreement(ctx, id))).id).toBe(id);
    expect((await visit(await manager(), (ctx) => getAgreement(ctx, id))).id).toBe(id);
    await expect(world.as(stranger, ['owner'], (ctx) => getAgreement(ctx, id))).rejects.toMatchObject({
      kind: 'missing',
    });
  });
});
