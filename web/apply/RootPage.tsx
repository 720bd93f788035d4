import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { PagePending } from '../kit/pages.tsx';
import LandingPage from './landing/LandingPage.tsx';
import { landingOf } from './landingOf.ts';
import { visitorQuery } from './visitor.ts';

/** The bare address: somebody signed in goes where they work, anybody else reads about the program. */
export default function RootPage() {
  const { data: session } = useSuspenseQuery(visitorQuery);
  useEffect(() => {
    if (session) location.replace(landingOf(session));
  }, [session]);
  return session ? <PagePending /> : <LandingPage />;
}
