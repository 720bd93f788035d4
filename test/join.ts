import { currentTerms, partnerTerms, publishTerms, type TermsVariables } from '../server/agreements/index.ts';
import { type Actor, ANONYMOUS } from '../server/base/ctx.ts';
import type { Door } from '../server/base/door.ts';
import { publishBundlePlan, publishPlanVersion } from '../server/catalog/index.ts';
import { getOrganization, type NewPerson, type Organization, type Person } from '../server/identity/index.ts';
import {
  approveApplication,
  applyToProgram,
  type Application,
  type BillingPreference,
  type NewApplication,
  submitApplication,
  verifyApplication,
} from '../server/program/index.ts';

/** Sahara Net's particulars in the partner terms. */
export const VENDOR_WORDS: Record<'en' | 'ar', TermsVariables> = {
  en: { vendor: 'Sahara Net', vendorAddress: 'Dammam, Saudi Arabia', governingLaw: 'the Kingdom of Saudi Arabia', courts: 'the competent courts of Dammam' },
  ar: { vendor: 'صحارى نت', vendorAddress: 'الدمام، المملكة العربية السعودية', governingLaw: 'المملكة العربية السعودية', courts: 'المحاكم المختصة في الدمام' },
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
export function joinBuilders(door: Door, { vendor, person, actorOf, password }: Makes) {
  const once = <T>(make: () => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => (made ??= make());
  };
  const office = once(async () => {
    const manager = await person(await vendor(), ['channel_manager'], { name: 'Huda Al-Qahtani' });
    const supervisor = await person(await vendor(), ['channel_supervisor'], { name: 'Omar Farouk' });
    return { manager, supervisor };
  });
  /** The partner terms 1.0, published for this program. */
  const terms = once(async () => {
    await vendor();
    return door.system((ctx) => publishTerms(ctx, 'partner', partnerTerms('1.0', VENDOR_WORDS), '2024-01-01'));
  });
  /** A bundle plan of 20 % off (15 % for post-pay). */
  const bundlePlan = once(async () => {
    await vendor();
    return door.system(async (ctx) => {
      const plan = await publishBundlePlan(ctx, { code: 'STANDARD', name: { en: 'Silver', ar: 'الفضية' } });
      const everything = { scope: 'everything' as const, target: '' };
      const discounts = [
        { ...everything, billing_preference: 'prepay' as const, rate: '0.2' },
        { ...everything, billing_preference: 'postpay' as const, rate: '0.15' },
      ];
      await publishPlanVersion(ctx, plan.id, { valid_from: '2024-01-01', discounts });
      return plan;
    });
  });
  /** A verified application with its owner, who has not accepted the terms yet. */
  const applicant = async (more: Partial<NewApplication> = {}) => {
    await vendor();
    const applied = await door.enter({ actor: ANONYMOUS }, (ctx) => applyToProgram(ctx, anApplication(more)));
    if (!applied) throw new Error('the application was not taken');
    return door.enter({ actor: ANONYMOUS, address: '203.0.113.7', userAgent: 'Test' }, async (ctx) => {
      const { application } = await verifyApplication(ctx, applied.token, { password });
      return { application, actor: ctx.actor, organization: await getOrganization(ctx, application.buyer_id) };
    });
  };
  /** The same, with the current partner terms accepted: in the vendor's queue. */
  const submitted = async (more: Partial<NewApplication> = {}) => {
    await terms();
    const { application, actor, organization } = await applicant(more);
    return door.enter({ actor, address: '203.0.113.7', userAgent: 'Test' }, async (ctx) => {
      const { id, sha256 } = await currentTerms(ctx, 'partner');
      const language = application.language as 'en' | 'ar';
      const acceptance = { terms_id: id, language, text_sha256: sha256[language] };
      return { application: await submitApplication(ctx, application.id, acceptance), actor, organization };
    });
  };
  /** A reseller that has joined: active, with account, plan, contract and an owner who signs in with the world’s password. */
  const approvedReseller = async ({ plan, preference = 'postpay', currency = 'SAR', ...more }: More = {}): Promise<ApprovedReseller> => {
    const { application, actor } = await submitted(more);
    const { manager, supervisor } = await office();
    const bundlePlanId = plan ?? (await bundlePlan()).id;
    const keepers = { channel_manager_id: manager.id, channel_supervisor_id: supervisor.id };
    const approval = { ...keepers, bundle_plan_id: bundlePlanId, billing_preference: preference, currency };
    return door.enter({ actor: actorOf(await vendor(), ['channel_manager'], manager.id) }, async (ctx) => {
      const approved = await approveApplication(ctx, application.id, approval);
      const organization = await getOrganization(ctx, application.buyer_id);
      const owner = { id: actor.personId ?? '', name: application.contact_name, email: application.contact_email } as Person;
      return { organization, owner, application: approved, manager, supervisor, bundlePlanId };
    });
  };
  return { office, terms, bundlePlan, applicant, submitted, approvedReseller };
}
