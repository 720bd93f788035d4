import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { PagePending } from '../kit/pages.tsx';
import { sessionQuery } from '../kit/session.ts';
import { homeOfKind, paths } from '../paths.ts';

/** The bare address: somebody signed in goes to their face, anybody else to sign-in. */
export default function RootPage() {
  const { data: session, error } = useQuery(sessionQuery);
  if (error) throw error;
  useEffect(() => {
    if (session === undefined) return;
    location.replace(session ? homeOfKind[session.organization.kind] : paths.signIn);
  }, [session]);
  return <PagePending />;
}
