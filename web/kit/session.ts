import { queryOptions, useQuery } from '@tanstack/react-query';
import { read, write } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { homeOfKind, paths } from '../paths.ts';

export type Kind = 'vendor' | 'reseller' | 'customer';

/** Who is signed in, for which organization, and what they may do (`true`, or the sentence that says why not). */
export type Session = {
  person: { id: string; name: string; email: string; language: 'en' | 'ar' };
  organization: { id: string; name: string; kind: Kind };
  roles: string[];
  organizations: { id: string; name: string; kind: Kind; roles: string[] }[];
  can: Record<string, true | string>;
  demo: boolean;
};

/** The session as a query; `null` for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['get', '/v1/session'],
  queryFn: ({ signal }) => read<Session>('/v1/session', {}, signal).catch(nobody),
  staleTime: 60_000,
});

function nobody(problem: unknown): null {
  if (problem instanceof Problem && problem.status === 401) return null;
  throw problem;
}

/** The session of a page inside a face's shell, where there always is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('useSession stands only in pages behind the shell');
  return data;
}

/** Whether the signed-in person may do `action`: true, or the sentence to show instead. */
export function useCan(action: string): true | string | undefined {
  return useSession().can[action];
}

/** Acts for another of the person's organizations: the page is left for that one's face. */
export async function actFor(organization: { id: string; kind: Kind }): Promise<void> {
  await write('POST', '/v1/session/organization', { organization_id: organization.id });
  location.assign(homeOfKind[organization.kind]);
}

/** Ends the session on this browser. */
export async function signOut(): Promise<void> {
  await write('DELETE', '/v1/session');
  location.assign(paths.signIn);
}

/** Keeps the language with the person, for mail and documents, when somebody is signed in. */
export async function saveLanguage(language: 'en' | 'ar'): Promise<void> {
  await write('PATCH', '/v1/session', { language });
}

/** The sign-in page, coming back here afterwards. */
export function signInUrl(): string {
  const next = location.pathname + location.search;
  return `${paths.signIn}?next=${encodeURIComponent(next)}`;
}
