import { createHash } from 'node:crypto';
import { type Caller, type Json, openCaller } from './caller.ts';

export const PASSWORD = 'eleven quiet harbours';

/** The people of the program office, signed in. */
export type Office = Record<'administrator' | 'finance' | 'manager' | 'supervisor', Caller> & {
  managerId: string;
  supervisorId: string;
};

/** Signs the demo's office in. */
export async function openOffice(url: string): Promise<Office> {
  const { items } = await openCaller(url).get('/v1/session/demo');
  const signIn = async (role: string) => {
    const { email, password } = items.find((one: Json) => one.kind === 'vendor' && one.role === role);
    const caller = openCaller(url);
    const session = await caller.signIn(email, password);
    return { caller, id: session.person.id };
  };
  const [administrator, finance] = [await signIn('administrator'), await signIn('finance')];
  const [manager, supervisor] = [await signIn('channel_manager'), await signIn('channel_supervisor')];
  return {
    administrator: administrator.caller,
    finance: finance.caller,
    manager: manager.caller,
    supervisor: supervisor.caller,
    managerId: manager.id,
    supervisorId: supervisor.id,
  };
}

/** What the company of the journey says when it applies. */
export const COMPANY = {
  company: 'Wadi Cloud Services',
  country: 'SA',
  registration_number: '1010765432',
  tax_number: '310765432100003',
  address: 'Tahlia Street\nRiyadh 12345',
  website: 'https://wadi-cloud.example',
  headcount: 14,
  contact_name: 'Lina Haddad',
  contact_email: 'lina@wadi-cloud.example',
  contact_phone: '+966 11 555 0188',
  about: 'Moves clinics and schools to the cloud.',
  language: 'en',
};

/** Anybody applies, on the public page. */
export async function apply(visitor: Caller, company: typeof COMPANY = COMPANY): Promise<void> {
  const { contact_email } = await visitor.post('/v1/program/applications', company);
  if (contact_email !== company.contact_email) throw new Error(`The link went to ${contact_email}.`);
}

/** The letters to an address in somebody's outbox, newest first. */
export async function lettersTo(outbox: Caller, address: string): Promise<Json[]> {
  return (await outbox.get(`/v1/identity/mails?q=${encodeURIComponent(address)}`)).items;
}

/** The token of the link in the newest letter of this kind to the address. */
export async function tokenSentTo(outbox: Caller, address: string, kind: string): Promise<string> {
  const letter = (await lettersTo(outbox, address)).find((one) => one.kind === kind);
  if (!letter) throw new Error(`No letter ${kind} to ${address}.`);
  const { body } = await outbox.get(`/v1/identity/mails/${letter.id}`);
  const token = /[?&]token=([\w-]+)/.exec(body)?.[1];
  if (!token) throw new Error(`No link in: ${body}`);
  return token;
}

/** Opens the link and chooses a password; the caller is the applicant from here on. Answers the application. */
export async function verify(visitor: Caller, token: string, email = COMPANY.contact_email): Promise<Json> {
  const said = { token, password: PASSWORD };
  const answer = await visitor.ask('POST', '/v1/program/applications/verify', said);
  // Verified, but the answer was lost with the server: the link is used up, and the password is good.
  const isLost = answer.attempts > 1 && answer.body.code === 'link_expired';
  if (answer.status !== 200 && !isLost) throw new Error(JSON.stringify(answer.body));
  await visitor.signIn(email, PASSWORD);
  return visitor.get('/v1/program/applications/mine');
}

/** Reads the terms in a language and accepts exactly what was read. */
export async function acceptTerms(applicant: Caller, id: string, language: 'en' | 'ar'): Promise<Json> {
  const terms = await applicant.get(`/v1/agreements/terms/current?kind=partner&language=${language}`);
  const text_sha256 = createHash('sha256').update(terms.exact).digest('hex');
  const said = { terms_id: terms.id, language, text_sha256 };
  return applicant.post(`/v1/program/applications/${id}/accept-terms`, said);
}

/** Approves: keepers, the bundle plan of this code, post-pay in riyals. */
export async function approve(office: Office, id: string, planCode: string): Promise<Json> {
  const { items } = await office.manager.get('/v1/catalog/bundle-plans');
  const plan = items.find((one: Json) => one.code === planCode);
  if (!plan) throw new Error(`No plan ${planCode} among ${items.map((one: Json) => one.code)}.`);
  return office.manager.post(`/v1/program/applications/${id}/approve`, {
    channel_manager_id: office.managerId,
    channel_supervisor_id: office.supervisorId,
    bundle_plan_id: plan.id,
    billing_preference: 'postpay',
    currency: 'SAR',
  });
}
