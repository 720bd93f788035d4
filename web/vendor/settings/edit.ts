import { z } from 'zod';
import { api } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';
import type { Organization } from './SettingsPage.tsx';

type Changes = NonNullable<
  paths['/v1/identity/organizations/{id}']['patch']['requestBody']
>['content']['application/json'];

/** Changes what is given of an organization. */
export function edit({ id }: Organization, changes: Changes) {
  return api.PATCH('/v1/identity/organizations/{id}', { params: { path: { id } }, body: changes });
}

/** A text that may be left empty, which is kept as nothing. */
export function optional(longest: number) {
  return z
    .string()
    .trim()
    .max(longest)
    .transform((text) => text || null);
}
