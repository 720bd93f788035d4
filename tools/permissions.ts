/**
 * Writes docs/permissions.md from the table of permissions.
 *
 *     node tools/permissions.ts [file]    into the file, or to the screen
 */
import { writeFileSync } from 'node:fs';
import {
  type Action,
  type OrganizationKind,
  PERMISSIONS,
  ROLES,
  type RoleName,
} from '../server/base/permissions.ts';

const KINDS = Object.keys(ROLES) as OrganizationKind[];

/** The page: for each kind of organization a table of its actions against its roles. */
export function permissionsPage(): string {
  const intro = [
    '# Permissions',
    '',
    'Generated from `server/base/permissions.ts` by `npm run generate`. Do not edit.',
    '',
    'This table says which verbs a role may use. Whose rows they reach is not said here: that is the wall’s, in the database.',
  ];
  return `${[...intro, ...KINDS.flatMap(section)].join('\n')}\n`;
}

function section(kind: OrganizationKind): string[] {
  const roles = ROLES[kind].map((role) => `${kind}.${role}` as RoleName);
  const actions = (Object.keys(PERMISSIONS) as Action[]).filter((action) =>
    roles.some((role) => may(role, action)),
  );
  const head = ['Action', ...ROLES[kind].map(readable)];
  const rows = actions.map((action) => [
    `\`${action}\``,
    ...roles.map((role) => (may(role, action) ? '●' : '')),
  ]);
  return [
    '',
    `## ${TITLES[kind]}`,
    '',
    line(head),
    line(['---', ...ROLES[kind].map(() => ':-:')]),
    ...rows.map(line),
  ];
}

const TITLES: Record<OrganizationKind, string> = {
  vendor: 'The program office (vendor)',
  reseller: 'The reseller console',
  customer: 'The customer panel',
};

function may(role: RoleName, action: Action): boolean {
  const allowed: readonly RoleName[] = PERMISSIONS[action];
  return allowed.includes(role);
}

function readable(role: string): string {
  return role.replaceAll('_', ' ');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

if (import.meta.main) {
  const [file] = process.argv.slice(2);
  if (file) writeFileSync(file, permissionsPage());
  else process.stdout.write(permissionsPage());
}
