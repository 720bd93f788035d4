import type { Selectable } from 'kysely';
import type { AgreementsAgreement, AgreementsContract } from '../../db/types.ts';
import type { CivilDate } from '../base/dates.ts';

/** Who accepted which exact text for the buyer, when and from where. Never changed. */
export type Agreement = Selectable<AgreementsAgreement>;

/** The two ends of an account, with the branch they belong to. */
export type Edge = Pick<Agreement, 'reseller_id' | 'seller_id' | 'buyer_id'>;

/** What a person accepts: a text by its hash, so that nobody accepts words they have not seen. */
export type Acceptance = Pick<Agreement, 'terms_id' | 'language' | 'text_sha256'>;

/** A side of the contract as it was named that day. `country` is ISO 3166-1. */
export type Party = {
  name: string;
  address: string | null;
  country: string;
  registration_number: string | null;
  tax_number: string | null;
};

export type Contact = { name: string; email: string };

/** What stood in the annex when the agreement came into force. */
export type Annex = {
  bundle_plan: { en: string; ar: string };
  billing_preference: 'prepay' | 'postpay';
  currency: string;
  channel_manager: Contact;
  channel_supervisor: Contact;
  /** The seller's colour, `#rrggbb`, for its documents. */
  brand_color: string | null;
};

/** An agreement in force. */
export type Contract = Omit<Selectable<AgreementsContract>, 'seller' | 'buyer' | 'annex'> & {
  seller: Party;
  buyer: Party;
  annex: Annex;
};

/** What a contract needs to be said when it comes into force. */
export type InForce = {
  reference: string;
  effective_on: CivilDate;
  seller: Party;
  buyer: Party;
  annex: Annex;
};

/** The party as a contract names it, out of anything that has its particulars. */
export function partyOf({ name, address, country, registration_number, tax_number }: Party): Party {
  return { name, address, country, registration_number, tax_number };
}

/** An agreement as lists show it. Not in force yet: no reference, no day, no buyer's name. */
export type ListedAgreement = Agreement & {
  kind: string;
  version: string;
  reference: string | null;
  effective_on: CivilDate | null;
  buyer_name: string | null;
};
