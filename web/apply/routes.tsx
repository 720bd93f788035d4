import { page } from '../kit/startFace.tsx';
import { paths } from '../paths.ts';

/** Every public page: a path of web/paths.ts and the file that draws it, fetched when it is first wanted. */
export const pages = [
  page(paths.root, () => import('./RootPage.tsx')),
  page(paths.apply, () => import('./landing/LandingPage.tsx')),
  page(paths.applyVerify, () => import('./joining/VerifyPage.tsx')),
  page(paths.applyStatus, () => import('./status/StatusPage.tsx')),
  page(paths.terms, () => import('./terms/TermsPage.tsx')),
  page(paths.signIn, () => import('./sign-in/SignInPage.tsx')),
  page(paths.forgot, () => import('./sign-in/ForgotPage.tsx')),
  page(paths.reset, () => import('./sign-in/ResetPage.tsx')),
  page(paths.choice, () => import('./choice/ChoicePage.tsx')),
  page(paths.quote, () => import('./quote/QuotePage.tsx')),
  page(paths.invitation, () => import('./joining/InvitationPage.tsx')),
];
