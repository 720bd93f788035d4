import { currentTerms } from '../agreements/index.ts';
import { type Actor, ANONYMOUS, type Ctx } from '../base/ctx.ts';
import { addDays } from '../base/dates.ts';
import { DEMO_PASSWORD, editOrganization, type Organization } from '../identity/index.ts';
import {
  type Application,
  type Approval,
  applyToProgram,
  approveApplication,
  submitApplication,
  verifyApplication,
} from '../program/index.ts';
import { hours } from './calendar.ts';
import { type DemoApplication, type DemoReseller, languageOf } from './data.ts';
import type { Lane } from './lane.ts';
import { addPeople } from './people.ts';
import { known, type Program } from './program.ts';
import type { ResellerStory } from './story.ts';

/** A reseller in the program: its organization, and those of its people who act in the story. */
export type Joined = { organization: Organization; owner: Actor; sales: Actor; billing: Actor };

/** Applies, is approved on the day of the story, and says who it is and where its customers find help. */
export async function join(
  program: Program,
  lane: Lane,
  { reseller, joined_on }: ResellerStory,
): Promise<Joined> {
  const { calendar } = program;
  const applied = addDays(joined_on, -6);
  const { token } = known(await apply(lane, calendar.at(applied, hours(10)), reseller), reseller.key);
  const { owner, application } = await verify(lane, calendar.at(applied, hours(11)), token, {
    submits: true,
  });
  const manager = program.staff(reseller.country === 'SA' ? 'channel_manager' : 'channel_manager_2');
  const active = { ...owner, organizationState: 'active' };
  const joined = await lane.scene(async (as) => {
    await approveApplication(
      as(manager, calendar.at(joined_on, hours(9, 30))),
      application.id,
      approvalFor(program, manager, reseller),
    );
    return settleIn(program, as(active, calendar.at(joined_on, hours(10, 30))), reseller);
  });
  if (reseller.billing_preference === 'prepay') program.prepaid.add(application.buyer_id);
  return joined;
}

/** What an approval of this reseller decides. Its account is in riyals, dirhams or dollars: what the price lists are in. */
function approvalFor({ published, staff }: Program, manager: Actor, reseller: DemoReseller): Approval {
  const currency = { SA: 'SAR', AE: 'AED' }[reseller.country] ?? 'USD';
  return {
    bundle_plan_id: known(published.plans.get(reseller.bundle_plan), reseller.bundle_plan),
    billing_preference: reseller.billing_preference === 'prepay' ? 'prepay' : 'postpay',
    currency,
    channel_manager_id: manager.personId ?? '',
    channel_supervisor_id: staff('channel_supervisor').personId ?? '',
  };
}

type Applicant = Pick<
  DemoApplication,
  | 'name'
  | 'key'
  | 'contact'
  | 'country'
  | 'language'
  | 'registration_number'
  | 'tax_number'
  | 'address'
  | 'website'
  | 'headcount'
> & {
  about?: string;
};

/** A stranger applies; answers the application and the link's token of its letter. */
export async function apply(
  lane: Lane,
  now: Date,
  applicant: Applicant,
): Promise<{ application: Application; token: string } | undefined> {
  const {
    name: company,
    contact,
    country,
    language,
    registration_number,
    tax_number,
    address,
    website,
    headcount,
    about = null,
  } = applicant;
  const facts = {
    company,
    country,
    language,
    registration_number,
    tax_number,
    address,
    website,
    headcount,
    about,
  };
  const who = { contact_name: contact.name, contact_email: contact.email, contact_phone: contact.phone };
  return (await lane.scene((as) => applyToProgram(as(ANONYMOUS, now), { ...facts, ...who }))) ?? undefined;
}

/**
 * Opens the letter's link and sets the demo's password; answers the owner, who is signed in from here on. `submits`: and reads the
 * terms and accepts them.
 */
export async function verify(
  lane: Lane,
  now: Date,
  token: string,
  { submits }: { submits: boolean },
): Promise<{ owner: Actor; application: Application }> {
  return lane.act(ANONYMOUS, now, async (ctx) => {
    const { application } = await verifyApplication(ctx, token, { password: DEMO_PASSWORD });
    if (submits) await submit(ctx, application);
    return { owner: ctx.actor, application };
  });
}

async function submit(ctx: Ctx, { id, language }: Application): Promise<void> {
  const terms = await currentTerms(ctx, 'partner');
  const read = languageOf(language);
  await submitApplication(ctx, id, { terms_id: terms.id, language: read, text_sha256: terms.sha256[read] });
}

/** On its first day the reseller's owner fills in its page; the lead reseller brings its team. */
async function settleIn({ data, passwordHash }: Program, ctx: Ctx, reseller: DemoReseller): Promise<Joined> {
  const { key, ...lead } = data.people.lead_reseller;
  const owner = ctx.actor;
  const { members, ...facts } = reseller.key === key ? lead : { members: [], ...usualFacts(reseller) };
  const domain = `${reseller.key}.example`;
  const organization = await editOrganization(ctx, owner.organizationId ?? '', { ...facts, domain });
  const team = await addPeople(ctx, organization, members, passwordHash);
  return { organization, owner, sales: team.get('sales') ?? owner, billing: team.get('billing') ?? owner };
}

function usualFacts({ key, contact, website }: DemoReseller) {
  return { support_email: `support@${key}.example`, support_phone: contact.phone, support_url: website };
}
