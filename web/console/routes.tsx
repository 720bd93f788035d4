import { page } from '../kit/startFace.tsx';
import { paths } from '../paths.ts';

const at = paths.console;

/** Every page of this face: a path of web/paths.ts and the file that draws it, fetched when it is first wanted. */
export const pages = [
  page(at.home, () => import('./home/HomePage.tsx')),
  page(at.store, () => import('./store/StorePage.tsx')),
  page(at.product, () => import('./store/ProductPage.tsx')),
  page(at.customers, () => import('./customers/CustomersPage.tsx')),
  page(at.newCustomer, () => import('./customers/NewCustomerPage.tsx')),
  page(at.customer, () => import('./customers/CustomerPage.tsx')),
  page(at.deals, () => import('./deals/DealsPage.tsx')),
  page(at.newDeal, () => import('./deals/NewDealPage.tsx')),
  page(at.deal, () => import('./deals/DealPage.tsx')),
  page(at.quotes, () => import('./quotes/QuotesPage.tsx')),
  page(at.newQuote, () => import('./quotes/NewQuotePage.tsx')),
  page(at.quote, () => import('./quotes/QuotePage.tsx')),
  page(at.editQuote, () => import('./quotes/EditQuotePage.tsx')),
  page(at.specialPrices, () => import('./special-prices/SpecialPricesPage.tsx')),
  page(at.newSpecialPrice, () => import('./special-prices/NewSpecialPricePage.tsx')),
  page(at.specialPrice, () => import('./special-prices/SpecialPricePage.tsx')),
  page(at.orders, () => import('./orders/OrdersPage.tsx')),
  page(at.newOrder, () => import('./orders/NewOrderPage.tsx')),
  page(at.order, () => import('./orders/OrderPage.tsx')),
  page(at.subscriptions, () => import('./subscriptions/SubscriptionsPage.tsx')),
  page(at.subscription, () => import('./subscriptions/SubscriptionPage.tsx')),
  page(at.billing, () => import('./billing/BillingPage.tsx')),
  page(at.statement, () => import('./billing/StatementPage.tsx')),
  page(at.invoice, () => import('./billing/InvoicePage.tsx')),
  page(at.fees, () => import('./fees/FeesPage.tsx')),
  page(at.customerInvoices, () => import('./customer-invoices/CustomerInvoicesPage.tsx')),
  page(at.customerInvoice, () => import('./customer-invoices/CustomerInvoicePage.tsx')),
  page(at.services, () => import('./services/ServicesPage.tsx')),
  page(at.priceBook, () => import('./price-books/PriceBookPage.tsx')),
  page(at.replays, () => import('./replays/ReplaysPage.tsx')),
  page(at.newReplay, () => import('./replays/NewReplayPage.tsx')),
  page(at.replay, () => import('./replays/ReplayPage.tsx')),
  page(at.contract, () => import('./contract/ContractPage.tsx')),
  page(at.people, () => import('../kit/people/PeoplePage.tsx')),
  page(at.settings, () => import('./settings/SettingsPage.tsx')),
  page(at.account, () => import('../kit/account/AccountPage.tsx')),
];
