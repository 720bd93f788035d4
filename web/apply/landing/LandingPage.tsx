import { useLingui } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import { PublicPage } from '../frame/PublicPage.tsx';
import { useVendor } from '../vendor.ts';
import { Benefits } from './Benefits.tsx';
import { Hero } from './Hero.tsx';
import { Questions } from './Questions.tsx';

// Fields and their rules weigh more than the rest of the page, and stand below the first screen.
const Application = lazy(() => import('./Application.tsx'));

/** What the program is, for a business that considers joining, and the form to join by. */
export default function LandingPage() {
  const { t } = useLingui();
  const vendor = useVendor();
  return (
    <PublicPage title={t`Become a reseller of ${vendor.name}`}>
      <Hero vendor={vendor.name} />
      <Benefits vendor={vendor.name} />
      <section id="application" className="scroll-mt-4">
        <Suspense fallback={<div className="h-[64rem]" />}>
          <Application vendor={vendor} />
        </Suspense>
      </section>
      <Questions vendor={vendor.name} />
    </PublicPage>
  );
}
