export {
  type Account,
  accountsAlong,
  accountsById,
  getAccount,
  getAccountBetween,
  openAccount,
} from './accounts.ts';
export { authenticate } from './authenticate.ts';
export { customerLike, listCustomers, organizationsById } from './customers.ts';
export { DEMO_PASSWORD } from './demo-sign-ins.rules.ts';
export { demoSignIns } from './demo-sign-ins.ts';
export { bigInGroups, inGroup, needsSpecialPrice } from './groups.ts';
export { invite } from './invitations.ts';
export { knownBy } from './joining.ts';
export { addMember, membersWithRole, rolesOf } from './members.ts';
export { OrganizationReply, organizationReply } from './organizations.routes.ts';
export {
  isBig,
  type NewOrganization,
  type Organization,
  type OrganizationEdit,
} from './organizations.rules.ts';
export {
  countCustomers,
  createOrganization,
  editOrganization,
  getOrganization,
  getVendor,
  listBuyers,
  setOrganizationState,
} from './organizations.ts';
export { acceptPassword, hashPassword, keepPassword } from './passwords.ts';
export { ensurePerson, getPerson, type NewPerson, type Person, peopleById } from './people.ts';
export { identityRoutes } from './routes.ts';
export { type SessionCookie, startSession } from './sessions.ts';
export { prove } from './sign-in.ts';
export { identityTasks } from './tasks.ts';
