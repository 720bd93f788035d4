import { countryFacts } from '../base/countries.ts';
import type { Ctx, Language } from '../base/ctx.ts';
import { addMinutes, instant } from '../base/dates.ts';
import { asSystem } from '../base/door.ts';
import { Fail, invalidField } from '../base/errors.ts';
import { newId, newSecret, readableCode, sha256 } from '../base/ids.ts';
import {
  acceptPassword,
  addMember,
  createOrganization,
  ensurePerson,
  getOrganization,
  getVendor,
  keepPassword,
  knownBy,
  type Organization,
  type Person,
  prove,
  type SessionCookie,
  setOrganizationState,
  startSession,
} from '../identity/index.ts';
import { writeToApplicant } from './applications.mail.ts';
import {
  type Application,
  ENDED_STATES,
  LINK_HOURS,
  MOST_APPLICATIONS,
  MOST_LETTERS,
  type NewApplication,
  STANDING_STATES,
} from './applications.rules.ts';
import * as store from './applications.sql.ts';
import { moveApplication } from './applications.ts';
import { checkParticulars } from './particulars.ts';

/** What applying made: `token` opens the application and goes by mail alone. Null when nothing was sent. */
export type Applied = { application: Application; token: string } | null;

/**
 * A business asks to join. A link goes to the contact's address; nothing stands until it is opened. Applying again for the same company
 * renews the link, or reminds of the application that stands. The public answer is the same in every case, so that nobody learns who is known here.
 * Throws Fail invalid on an unknown country or a tax number of another form.
 */
export async function applyToProgram(ctx: Ctx, wanted: NewApplication): Promise<Applied> {
  const said = {
    ...checkParticulars(wanted.country, wanted),
    contact_email: wanted.contact_email.trim().toLowerCase(),
  };
  const vendor = await getVendor(ctx);
  // Nobody is signed in, and what is kept here is nobody's yet.
  return asSystem(ctx, async () => {
    const standing = await store.lockByContact(ctx.db, said, STANDING_STATES);
    if (standing) return remind(ctx, standing, vendor);
    const since = addMinutes(ctx.now, -24 * 60);
    const before = await store.lockByContact(ctx.db, said, ['unverified'], since);
    if (before) return renew(ctx, before, said, vendor);
    if ((await store.countSince(ctx.db, said.contact_email, since)) >= MOST_APPLICATIONS) return null;
    return begin(ctx, said, vendor);
  });
}

async function remind(ctx: Ctx, standing: Application, vendor: Organization): Promise<null> {
  if (standing.letters_sent >= MOST_LETTERS) return null;
  await store.updateApplication(ctx.db, standing, { letters_sent: standing.letters_sent + 1 });
  await writeToApplicant(ctx, standing, vendor, 'standing');
  return null;
}

async function renew(
  ctx: Ctx,
  before: Application,
  said: NewApplication,
  vendor: Organization,
): Promise<Applied> {
  if (before.letters_sent >= MOST_LETTERS) return null;
  const { token, link } = newLink(ctx);
  const application = await store.updateApplication(ctx.db, before, {
    ...said,
    ...link,
    letters_sent: before.letters_sent + 1,
  });
  await writeToApplicant(ctx, application, vendor, 'link', { token });
  return { application, token };
}

async function begin(ctx: Ctx, said: NewApplication, vendor: Organization): Promise<Applied> {
  const { token, link } = newLink(ctx);
  const reseller_id = newId();
  const application: Application = {
    ...said,
    ...link,
    reseller_id,
    id: newId(),
    seller_id: vendor.id,
    buyer_id: reseller_id,
    number: `AP-${readableCode(6)}`,
    state: 'unverified',
    agreement_id: null,
    letters_sent: 1,
    applied_at: ctx.now.toISOString(),
  };
  await store.insertApplication(ctx.db, application);
  await writeToApplicant(ctx, application, vendor, 'link', { token });
  return { application, token };
}

function newLink(ctx: Ctx) {
  const token = newSecret();
  const link_expires_at = addMinutes(ctx.now, LINK_HOURS * 60).toISOString();
  return { token, link: { link_sha256: sha256(token), link_expires_at } };
}

/** What the link's page shows. `known`: the address signs in here already, with its own password; `signed_in`: and is just now. */
export type OpenedLink = Pick<Application, 'company' | 'contact_name' | 'contact_email' | 'language'> & {
  known: boolean;
  signed_in: boolean;
};

/** Opens the link of the mail without using it up. Throws Fail conflict `link_expired` for one that is used, renewed or too old. */
export async function openLink(ctx: Ctx, token: string): Promise<OpenedLink> {
  const { company, contact_name, contact_email, language } = await holdByLink(ctx, token);
  const person = await knownBy(ctx, contact_email);
  const signed_in = person !== undefined && person.id === ctx.actor.personId;
  return { company, contact_name, contact_email, language, known: person !== undefined, signed_in };
}

async function holdByLink(ctx: Ctx, token: string): Promise<Application> {
  // Across the wall: who holds a link acts for nobody yet.
  const application = await asSystem(ctx, ({ db }) => store.lockByLink(db, sha256(token)));
  const expires = application?.link_expires_at;
  if (application && expires && instant(expires) > ctx.now) return application;
  throw new Fail(
    'conflict',
    'link_expired',
    'This link was used already or is too old. Sign in to see your application, or apply again.',
  );
}

/** The contact shows a password: a new one, or the one they have (with a code where a second factor is on). Nothing is needed once signed in. */
export type Shown = { password?: string | undefined; code?: string | undefined };
export type Verified = { application: Application; cookie: SessionCookie };

/**
 * The link's holder verifies the address: the organization is made (applying, not yet a reseller) with the contact as its owner, who is
 * signed in from here on. Throws Fail `link_expired`, invalid on a missing or weak password, and as signing in does for someone known.
 */
export async function verifyApplication(ctx: Ctx, token: string, shown: Shown): Promise<Verified> {
  const application = await holdByLink(ctx, token);
  const owner = await contactOf(ctx, application, shown);
  const organization = await makeOrganization(ctx, application);
  const { email, name } = owner;
  await addMember(ctx, organization, { email, name, language: owner.language as Language, roles: ['owner'] });
  await closeEnded(ctx, application);
  const cookie = await startSession(ctx, owner.id, organization.id);
  // The applicant's own step, now that it is signed in: on its own side of the wall.
  const verified = await moveApplication(ctx, application, 'verify', {
    set: { link_sha256: null, link_expires_at: null },
  });
  return { application: verified, cookie };
}

async function contactOf(ctx: Ctx, application: Application, { password, code }: Shown): Promise<Person> {
  const { contact_email: email, contact_name: name, company: organization } = application;
  const known = await knownBy(ctx, email);
  if (known && known.id === ctx.actor.personId) return known;
  if (password === undefined)
    throw invalidField('#/password', known ? 'Enter your password.' : 'Choose a password to sign in with.');
  if (known) return prove(ctx, { email, password, code });
  const hash = await acceptPassword(password, { email, name, organization });
  const person = await ensurePerson(ctx, { email, name, language: application.language as Language });
  await keepPassword(ctx, person.id, hash);
  return person;
}

async function makeOrganization(ctx: Ctx, application: Application): Promise<Organization> {
  const {
    reseller_id: id,
    company: name,
    country,
    language,
    registration_number,
    tax_number,
    address,
    headcount,
  } = application;
  const { currency, time_zone } = countryFacts(country);
  const about = {
    id,
    name,
    country,
    currency,
    time_zone,
    language,
    registration_number,
    tax_number,
    address,
    headcount,
  };
  const vendor = await getVendor(ctx);
  return asSystem(ctx, () =>
    createOrganization(ctx, vendor, { kind: 'reseller', state: 'applying', ...about }),
  );
}

/** Whoever applies anew has left the applications behind that came to nothing: nobody acts for those organizations any more. */
async function closeEnded(ctx: Ctx, { contact_email }: Application): Promise<void> {
  await asSystem(ctx, async () => {
    for (const { buyer_id } of await store.listByContact(ctx.db, contact_email, ENDED_STATES)) {
      await setOrganizationState(ctx, await getOrganization(ctx, buyer_id), 'closed');
    }
  });
}
