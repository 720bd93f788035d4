import { audit } from '../base/audit.ts';
import { acting, type Ctx, ensure, type Language } from '../base/ctx.ts';
import { Fail } from '../base/errors.ts';
import { emit } from '../base/events.ts';
import type { FileAnswer } from '../base/route.ts';
import { type ContractDocument, type ContractParty, contractPdf } from './agreements.pdf.ts';
import type { Agreement, Contract, InForce, Party } from './agreements.rules.ts';
import { getAgreement } from './agreements.ts';
import * as store from './contracts.sql.ts';
import { canBringIntoForce } from './policy.ts';
import type { PublishedTerms } from './terms.rules.ts';
import { getTerms } from './terms.ts';

/** Brings an accepted agreement into force, with the parties and the annex of this day. Done once; again changes nothing. */
export async function bringIntoForce(ctx: Ctx, agreement: Agreement, said: InForce): Promise<void> {
  const { reseller_id, seller_id, buyer_id, id } = agreement;
  ensure(canBringIntoForce(ctx.actor, agreement));
  const contract: Contract = {
    reseller_id,
    agreement_id: id,
    seller_id,
    buyer_id,
    ...said,
    recorded_at: ctx.now.toISOString(),
  };
  if (!(await store.insertContract(ctx.db, contract))) return;
  const payload = { reference: said.reference, effective_on: said.effective_on };
  audit(ctx, {
    resellerId: reseller_id,
    action: 'agreement.in_force',
    subjectKind: 'agreement',
    subjectId: id,
    details: payload,
  });
  emit(ctx, {
    resellerId: reseller_id,
    name: 'agreement.in_force',
    subjectId: id,
    payload,
    audience: [seller_id, buyer_id],
  });
}

/**
 * The contract of an agreement as a PDF of one language, to either of its sides; made when called, so that no
 * transaction waits for it. Throws 404 for an agreement that is not in force yet.
 */
export async function contractFile(
  ctx: Ctx,
  agreementId: string,
  language: Language,
): Promise<() => Promise<FileAnswer>> {
  const { id } = await getAgreement(ctx, agreementId);
  return fileOf(ctx, await store.findContract(ctx.db, id), language);
}

/** The acting organization's own newest contract, in the same way. */
export async function ownContractFile(ctx: Ctx, language: Language): Promise<() => Promise<FileAnswer>> {
  return fileOf(ctx, await store.findContractOf(ctx.db, acting(ctx).organizationId), language);
}

async function fileOf(
  ctx: Ctx,
  contract: Contract | undefined,
  language: Language,
): Promise<() => Promise<FileAnswer>> {
  if (!contract)
    throw new Fail(
      'missing',
      'not_found',
      'There is no contract yet; it is there once the application is approved.',
    );
  const agreement = await getAgreement(ctx, contract.agreement_id);
  const document = documentOf(contract, agreement, await getTerms(ctx, agreement.terms_id), language);
  const filename = `contract-${contract.reference}-${language}.pdf`;
  return async () => ({ file: await contractPdf(document), filename, type: 'application/pdf', inline: true });
}

function documentOf(
  contract: Contract,
  agreement: Agreement,
  terms: PublishedTerms,
  language: Language,
): ContractDocument {
  const { annex, seller, buyer, reference, effective_on } = contract;
  return {
    language,
    reference,
    brand: { name: seller.name, colour: annex.brand_color ?? BROWN },
    vendor: partyData(seller),
    reseller: partyData(buyer),
    effectiveDate: effective_on,
    annex: {
      bundlePlan: annex.bundle_plan[language],
      billingPreference: annex.billing_preference === 'prepay' ? 'pre-pay' : 'post-pay',
      currency: annex.currency,
      channelManager: annex.channel_manager,
      channelSupervisor: annex.channel_supervisor,
    },
    terms: { version: terms.version, text: terms.content },
    acceptance: acceptanceOf(agreement, terms),
    sandbox: process.env.CARAVAN_DEMO === '1',
  };
}

function acceptanceOf(agreement: Agreement, terms: PublishedTerms): ContractDocument['acceptance'] {
  const language = agreement.language as Language;
  return {
    person: agreement.person_name,
    email: agreement.person_email,
    at: agreement.accepted_at,
    ipAddress: agreement.address,
    termsVersion: terms.version,
    language,
    text: terms.exact[language],
    sha256: agreement.text_sha256,
  };
}

function partyData({ name, address, country, registration_number, tax_number }: Party): ContractParty {
  const lines = (address ?? '').split('\n').filter(Boolean);
  return { name, address: lines, country, registrationNumber: registration_number, taxNumber: tax_number };
}

/** The product's own colour, for a seller that has set none. */
const BROWN = '#7a4a1e';
