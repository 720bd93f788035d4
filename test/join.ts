import { currentTerms, partnerTerms, publishTerms, type TermsVariables } from '../server/agreements/index.ts';
import { type Actor, ANONYMOUS, type Ctx } from '../server/base/ctx.ts';
import type { Door } from '../server/base/door.ts';
import { publishBundlePlan, publishPlanVersion } from '../server/catalog/index.ts';
import {
  getOrganization,
  getPerson,
  type NewPerson,
  type Organization,
  type Person,
} from '../server/identity/index.ts';
import {
  type Application,
  applyToProgram,
  approveApplication,
  type BillingPreference,
  type NewApplication,
  submitApplication,
  verifyApplication,
} from '../server/program/index.ts';

/** Sahara Net's particulars in the partner terms. */
export const VENDOR_WORDS: Record<'en' | 'ar', TermsVariables> = {
  en: {
    vendor: 'Sahara Net',
    vendorAddress: 'Dammam, Saudi Arabia',
    governingLaw: 'the Kingdom of Saudi Arabia',
    courts: 'the competent courts of Dammam',
  },
  ar: {
    vendor: 'صحارى نت',
    vendorAddress: 'الدمام، المملكة العربية السعودية',
    governingLaw: 'المملكة العربية السعودية',
    courts: 'المحاكم المختصة في الدمام',
  },
};

let serial = 0;

/** What a company says when it applies. */
export function anApplication(more: Partial<NewApplication> = {}): NewApplication {
  serial += 1;
  return {
    company: `Najd IT ${serial}`,
    country: 'SA',
    registration_number: `10107${10_000 + serial}`,
    tax_number: '310122393500003',
    address: 'Olaya Street\nRiyadh',
    website: null,
    headcount: 12,
    contact_name: `Noura ${serial}`,
    contact_email: `noura${serial}@najd.example`,
    contact_phone: null,
    about: null,
    language: 'en',
    ...more,
  };
}

export type ApprovedReseller = {
  organization: Organization;
  owner: Person;
  application: Application;
  manager: Person;
  supervisor: Person;
  bundlePlanId: string;
};

type More = Partial<NewApplication> & { plan?: string; preference?: BillingPreference; currency?: string };
type Makes = {
  vendor(): Promise<Organization>;
  person(of: Organization, roles: string[], more?: Partial<NewPerson>): Promise<Person>;
  actorOf(organization: Organization, roles: string[], personId: string | null): Actor;
  password: string;
};

/** Builders of the join, through the verbs: nobody is a reseller who has not applied, accepted and been approved. */
export function joinBuilders(door: Door, makes: Makes) {
  const { vendor, person } = makes;
  const office = once(async () => {
    const manager = await person(await vendor(), ['channel_manager'], { name: 'Huda Al-Qahtani' });
    const supervisor = await person(await vendor(), ['channel_supervisor'], { name: 'Omar Farouk' });
    return { manager, supervisor };
  });
  const asProgram = <T>(work: (ctx: Ctx) => Promise<T>) =>
    once(async () => {
      await vendor();
      return door.system(work);
    });
  const built = {
    /** A channel manager and a channel supervisor at the vendor. */
    office,
    /** The partner terms 1.0, published for this program. */
    terms: asProgram((ctx) => publishTerms(ctx, 'partner', partnerTerms('1.0', VENDOR_WORDS), '2024-01-01')),
    /** A bundle plan of 20 % off (15 % for post-pay). */
    bundlePlan: asProgram(publishStandardPlan),
    ...applicants(door, makes),
  };
  return {
    ...built,
    /** The same, with the current partner terms accepted: in the vendor's queue. */
    async submitted(more: Partial<NewApplication> = {}) {
      await built.terms();
      const { application, actor, organization } = await built.applicant(more);
      const submitted = await door.enter({ actor, ...FROM }, (ctx) => acceptCurrent(ctx, application));
      return { application: submitted, actor, organization };
    },
    /** A reseller that has joined: active, with account, plan, contract and an owner who signs in with the world’s password. */
    async approvedReseller({
      plan,
      preference = 'postpay',
      currency = 'SAR',
      ...more
    }: More = {}): Promise<ApprovedReseller> {
      const { application, actor } = await this.submitted(more);
      const { manager, supervisor } = await office();
      const bundlePlanId = plan ?? (await built.bundlePlan()).id;
      const keepers = { channel_manager_id: manager.id, channel_supervisor_id: supervisor.id };
      const approval = { ...keepers, bundle_plan_id: bundlePlanId, billing_preference: preference, currency };
      const approver = makes.actorOf(await vendor(), ['channel_manager'], manager.id);
      return door.enter({ actor: approver }, async (ctx) => {
        const approved = await approveApplication(ctx, application.id, approval);
        const organization = await getOrganization(ctx, application.buyer_id);
        const owner = await getPerson(ctx, actor.personId ?? '');
        return { organization, owner, application: approved, manager, supervisor, bundlePlanId };
      });
    },
  };
}

const FROM = { address: '203.0.113.7', userAgent: 'Test' };

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function publishStandardPlan(ctx: Ctx) {
  const plan = await publishBundlePlan(ctx, { code: 'STANDARD', name: { en: 'Silver', ar: 'الفضية' } });
  const everything = { scope: 'everything' as const, target: '' };
  const discounts = [
    { ...everything, billing_preference: 'prepay' as const, rate: '0.2' },
    { ...everything, billing_preference: 'postpay' as const, rate: '0.15' },
  ];
  await publishPlanVersion(ctx, plan.id, { valid_from: '2024-01-01', discounts });
  return plan;
}

function applicants(door: Door, { vendor, password }: Makes) {
  return {
    /** A verified application with its owner, who has not accepted the terms yet. */
    async applicant(more: Partial<NewApplication> = {}) {
      await vendor();
      const applied = await door.enter({ actor: ANONYMOUS }, (ctx) =>
        applyToProgram(ctx, anApplication(more)),
      );
      if (!applied) throw new Error('the application was not taken');
      return door.enter({ actor: ANONYMOUS, ...FROM }, async (ctx) => {
        const { application } = await verifyApplication(ctx, applied.token, { password });
        const organization = await getOrganization(ctx, application.buyer_id);
        return { application, actor: ctx.actor, organization };
      });
    },
  };
}

async function acceptCurrent(ctx: Ctx, application: Application) {
  const { id, sha256 } = await currentTerms(ctx, 'partner');
  const language = application.language as 'en' | 'ar';
  return submitApplication(ctx, application.id, { terms_id: id, language, text_sha256: sha256[language] });
}
