import { writeFileSync } from 'node:fs';
import { buildApp } from '../server/app.ts';
import type { Door } from '../server/base/door.ts';
import { ROUTES } from '../server/parts.ts';

/** The API's description, made from the routes alone: no database is asked. */
export async function openapi(): Promise<string> {
  // Mounting asks the door for nothing until a request comes, and none does here.
  const door = {} as Door;
  const authenticate = () =>
    Promise.reject(new Error('No request is answered while the description is made.'));
  const app = await buildApp({
    door,
    routes: ROUTES,
    authenticate,
    secureCookies: false,
    trustProxy: false,
    report: () => {},
  });
  await app.ready();
  const text = JSON.stringify(app.swagger(), null, 1);
  await app.close();
  return `${text}\n`;
}

if (import.meta.main) writeFileSync(process.argv[2] ?? 'docs/openapi.json', await openapi());
