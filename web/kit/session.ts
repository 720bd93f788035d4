import { queryOptions, useQuery } from '@tanstack/react-query';
import { use } from 'react';
import { type Answer, api } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { homeOfKind, paths } from '../paths.ts';

/** Who is signed in, for which organization, and what they may do (`true`, or the sentence that says why not). */
export type Session = Answer<'/v1/session'>;

export type Kind = Session['organization']['kind'];

/** The session as a query; `null` for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['get', '/v1/session'],
  queryFn: ({ signal }) => api.GET('/v1/session', { signal }).then(({ data }) => data as Session, nobody),
  staleTime: 60_000,
});

function nobody(problem: unknown): null {
  if (problem instanceof Problem && problem.status === 401) return null;
  throw problem;
}

const leaving = new Promise<never>(() => undefined);

/** The session of a page inside a face's shell, where there always is one. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  // Signed out elsewhere: the query client is already leading to sign-in; nothing more is drawn meanwhile.
  return data ?? use(leaving);
}

/** Whether the signed-in person may do `action`: true, or the sentence to show instead. */
export function useCan(action: string): true | string | undefined {
  return useSession().can[action];
}

/** Acts for another of the person's organizations: the page is left for that one's face. */
export async function actFor(organization: { id: string; kind: Kind }): Promise<void> {
  await api.POST('/v1/session/organization', { body: { organization_id: organization.id } });
  location.assign(homeOfKind[organization.kind]);
}

/** Ends the session on this browser. */
export async function signOut(): Promise<void> {
  await api.DELETE('/v1/session');
  location.assign(paths.signIn);
}

/** Keeps the language with the person, for mail and documents, when somebody is signed in. */
export async function saveLanguage(language: 'en' | 'ar'): Promise<void> {
  await api.PATCH('/v1/session/person', { body: { language } });
}
