export type { BillingPreference, PlanTerms, WantedPlan } from './account-plans.rules.ts';
export { accountPlanAt, placeOnPlan, setAccountPlan } from './account-plans.ts';
export { applicationMoveRoutes } from './application-moves.routes.ts';
export { applicationRoutes } from './applications.routes.ts';
export type { Application, NewApplication } from './applications.rules.ts';
export {
  answerApplication,
  askForMore,
  declineApplication,
  submitApplication,
  withdrawApplication,
} from './applications.ts';
export { applyingRoutes } from './applying.routes.ts';
export { applyToProgram, verifyApplication } from './applying.ts';
export { type Approval, approveApplication } from './approval.ts';
export { resellerRoutes, WantedPlanBody } from './resellers.routes.ts';
export { considerPlanMove } from './resellers.ts';
export { channelSupervisorOf, keepersOf } from './supervisor.ts';
export { vendorRoutes } from './vendor.routes.ts';
