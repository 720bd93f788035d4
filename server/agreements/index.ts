export { AgreementReply, agreementRoutes } from './agreements.routes.ts';
export { type ListedAgreement, partyOf } from './agreements.rules.ts';
export { acceptTerms, getAgreement } from './agreements.ts';
export { bringIntoForce } from './contracts.ts';
export { currentTermsVersion, partnerTerms, type TermsVariables } from './terms.rules.ts';
export { currentTerms, publishTerms } from './terms.ts';
