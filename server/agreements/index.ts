export { AgreementReply, agreementRoutes } from './agreements.routes.ts';
export {
  type Acceptance,
  type Agreement,
  type Annex,
  type Contact,
  type Edge,
  type ListedAgreement,
  partyOf,
} from './agreements.rules.ts';
export { acceptTerms, getAgreement, listAgreements } from './agreements.ts';
export { bringIntoForce } from './contracts.ts';
export {
  currentTermsVersion,
  type PublishedTerms,
  partnerTerms,
  type TermsVariables,
} from './terms.rules.ts';
export { currentTerms, publishTerms } from './terms.ts';
