import { expect, test } from 'vitest';
import { PERMISSIONS } from '../server/base/permissions.ts';
import { permissionsPage } from './permissions.ts';

test('every action stands on the page, with a dot for each role that may', () => {
  const page = permissionsPage();
  for (const action of Object.keys(PERMISSIONS)) expect(page).toContain(`| \`${action}\` |`);
  const [office = '', console_ = ''] = page.split('## ').slice(1);
  expect(office).toContain(
    '| Action | administrator | channel manager | channel supervisor | management | finance | care |',
  );
  expect(office).toContain('| `run.issue` | ● |  |  |  | ● |  |');
  expect(console_).toContain('| `order.place` | ● | ● |  |  |');
  expect(console_).not.toContain('`run.issue`');
});
