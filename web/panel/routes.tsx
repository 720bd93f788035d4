import { page } from '../kit/startFace.tsx';
import { paths } from '../paths.ts';

const at = paths.panel;

/** Every page of this face: a path of web/paths.ts and the file that draws it, fetched when it is first wanted. */
export const pages = [
  page(at.home, () => import('./home/HomePage.tsx')),
  page(at.subscriptions, () => import('./subscriptions/SubscriptionsPage.tsx')),
  page(at.subscription, () => import('./subscriptions/SubscriptionPage.tsx')),
  page(at.quotes, () => import('./quotes/QuotesPage.tsx')),
  page(at.quote, () => import('./quotes/QuotePage.tsx')),
  page(at.invoices, () => import('./invoices/InvoicesPage.tsx')),
  page(at.statement, () => import('./invoices/StatementPage.tsx')),
  page(at.card, () => import('./invoices/CardPage.tsx')),
  page(at.invoice, () => import('./invoices/InvoicePage.tsx')),
  page(at.support, () => import('./support/SupportPage.tsx')),
  page(at.people, () => import('../kit/people/PeoplePage.tsx')),
  page(at.account, () => import('../kit/account/AccountPage.tsx')),
];
