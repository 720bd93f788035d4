import { useLingui } from '@lingui/react/macro';
import { PublicPage } from '../frame/PublicPage.tsx';
import { useVendor } from '../vendor.ts';
import { Application } from './Application.tsx';
import { Benefits } from './Benefits.tsx';
import { Hero } from './Hero.tsx';
import { Questions } from './Questions.tsx';

/** What the program is, for a business that considers joining, and the form to join by. */
export default function LandingPage() {
  const { t } = useLingui();
  const vendor = useVendor();
  return (
    <PublicPage title={t`Become a reseller of ${vendor.name}`}>
      <Hero vendor={vendor.name} />
      <Benefits vendor={vendor.name} />
      <Application vendor={vendor} />
      <Questions vendor={vendor.name} />
    </PublicPage>
  );
}
