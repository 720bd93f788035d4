export { authenticate } from './authenticate.ts';
export { addMember } from './members.ts';
export { hashPassword } from './passwords.ts';
export { ensurePerson, getPerson, type NewPerson, type Person } from './people.ts';
export { type Account, accountsAlong, getAccount, getAccountBetween, openAccount } from './accounts.ts';
export { organizationReply, OrganizationReply, organizationRoutes } from './organizations.routes.ts';
export { needsSpecialPrice, type NewOrganization, type Organization, type OrganizationEdit } from './organizations.rules.ts';
export { createOrganization, editOrganization, getOrganization, getVendor, listBuyers, setOrganizationState } from './organizations.ts';
