import { page } from '../kit/startFace.tsx';
import { paths } from '../paths.ts';

const at = paths.office;

/** Every page of this face: a path of web/paths.ts and the file that draws it, fetched when it is first wanted. */
export const pages = [
  page(at.home, () => import('./home/HomePage.tsx')),
  page(at.applications, () => import('./applications/ApplicationsPage.tsx')),
  page(at.application, () => import('./applications/ApplicationPage.tsx')),
  page(at.deals, () => import('./deals/DealsPage.tsx')),
  page(at.deal, () => import('./deals/DealPage.tsx')),
  page(at.resellers, () => import('./resellers/ResellersPage.tsx')),
  page(at.reseller, () => import('./resellers/ResellerPage.tsx')),
  page(at.catalogue, () => import('./catalogue/CataloguePage.tsx')),
  page(at.product, () => import('./catalogue/ProductPage.tsx')),
  page(at.newProduct, () => import('./catalogue/NewProductPage.tsx')),
  page(at.editProduct, () => import('./catalogue/EditProductPage.tsx')),
  page(at.newOffer, () => import('./catalogue/NewOfferPage.tsx')),
  page(at.catalogueImports, () => import('./catalogue-imports/ImportsPage.tsx')),
  page(at.catalogueImport, () => import('./catalogue-imports/ImportPage.tsx')),
  page(at.bundlePlans, () => import('./bundle-plans/BundlePlansPage.tsx')),
  page(at.bundlePlan, () => import('./bundle-plans/BundlePlanPage.tsx')),
  page(at.promotions, () => import('./promotions/PromotionsPage.tsx')),
  page(at.specialPrices, () => import('./special-prices/SpecialPricesPage.tsx')),
  page(at.specialPrice, () => import('./special-prices/SpecialPricePage.tsx')),
  page(at.approvals, () => import('./special-prices/ApprovalsPage.tsx')),
  page(at.orders, () => import('./orders/OrdersPage.tsx')),
  page(at.order, () => import('./orders/OrderPage.tsx')),
  page(at.subscriptions, () => import('./subscriptions/SubscriptionsPage.tsx')),
  page(at.subscription, () => import('./subscriptions/SubscriptionPage.tsx')),
  page(at.monthEnd, () => import('./month-end/MonthEndPage.tsx')),
  page(at.run, () => import('./month-end/RunPage.tsx')),
  page(at.invoices, () => import('./invoices/InvoicesPage.tsx')),
  page(at.invoice, () => import('./invoices/InvoicePage.tsx')),
  page(at.fees, () => import('./fees/FeesPage.tsx')),
  page(at.payments, () => import('./payments/PaymentsPage.tsx')),
  page(at.ledger, () => import('./ledger/LedgerPage.tsx')),
  page(at.people, () => import('../kit/people/PeoplePage.tsx')),
  page(at.auditLog, () => import('./audit/AuditLogPage.tsx')),
  page(at.outbox, () => import('./outbox/OutboxPage.tsx')),
  page(at.settings, () => import('./settings/SettingsPage.tsx')),
  page(at.account, () => import('../kit/account/AccountPage.tsx')),
];
