import { parseArgs } from 'node:util';
import { currentTermsVersion, partnerTerms, publishTerms } from './agreements/index.ts';
import { countryFacts } from './base/countries.ts';
import type { Ctx } from './base/ctx.ts';
import { civilDate } from './base/dates.ts';
import { Fail } from './base/errors.ts';
import { readableCode } from './base/ids.ts';
import { addMember, createOrganization, getVendor, hashPassword } from './identity/index.ts';

export type Setup = {
  name: string;
  name_ar: string;
  country: string;
  address: string;
  courts: string;
  courts_ar: string;
  law: string;
  law_ar: string;
  admin_name: string;
  admin_email: string;
};

/**
 * Sets a program up in an empty database: its vendor, the partner terms in both languages, and an administrator, whose first
 * password is answered. Throws Fail conflict when there is a vendor already. Runs as the system.
 */
export async function setUpProgram(ctx: Ctx, setup: Setup): Promise<{ email: string; password: string }> {
  await refuseSecond(ctx);
  const { currency, time_zone } = countryFacts(setup.country);
  const { name, country, address } = setup;
  const organization = {
    kind: 'vendor',
    state: 'active',
    name,
    country,
    address,
    currency,
    time_zone,
    language: 'en',
  };
  const vendor = await createOrganization(ctx, null, organization);
  await publishTerms(
    ctx,
    'partner',
    partnerTerms(currentTermsVersion, termsWords(setup)),
    civilDate(ctx.now, time_zone),
  );
  const password = readableCode(14);
  const person = { email: setup.admin_email.toLowerCase(), name: setup.admin_name, language: 'en' as const };
  await addMember(ctx, vendor, {
    ...person,
    password_hash: await hashPassword(password),
    roles: ['administrator'],
  });
  return { email: person.email, password };
}

async function refuseSecond(ctx: Ctx): Promise<void> {
  const known = await getVendor(ctx).catch((error: unknown) => {
    if (error instanceof Fail && error.kind === 'missing') return null;
    throw error;
  });
  if (known)
    throw new Fail('conflict', 'already_exists', `This database runs the program of ${known.name} already.`);
}

function termsWords({ name, name_ar, address, law, law_ar, courts, courts_ar }: Setup) {
  return {
    en: { vendor: name, vendorAddress: address, governingLaw: law, courts },
    ar: { vendor: name_ar, vendorAddress: address, governingLaw: law_ar, courts: courts_ar },
  };
}

const FIELDS = [
  'name',
  'name-ar',
  'country',
  'address',
  'law',
  'law-ar',
  'courts',
  'courts-ar',
  'admin-name',
  'admin-email',
] as const;

/** The settings of `npm run setup -- --name … `. Throws an Error that names what is missing. */
export function readSetup(args: string[]): Setup {
  const options = Object.fromEntries(FIELDS.map((field) => [field, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const missing = FIELDS.filter((field) => !values[field]);
  if (missing.length > 0) throw new Error(`Say also: ${missing.map((field) => `--${field} "…"`).join(' ')}`);
  return Object.fromEntries(FIELDS.map((field) => [field.replace('-', '_'), values[field]])) as Setup;
}
