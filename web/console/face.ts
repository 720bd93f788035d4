import { msg } from '@lingui/core/macro';
import type { Face } from '../kit/navigation.ts';
import { paths } from '../paths.ts';
import {
  BookOpen,
  Building2,
  FileSignature,
  FileText,
  HandCoins,
  Handshake,
  History,
  Hourglass,
  House,
  Percent,
  Receipt,
  Repeat,
  Settings,
  ShoppingCart,
  Store,
  Target,
  Users,
  Wrench,
} from '../ui/icons.ts';

const at = paths.console;

/** The reseller console: where a reseller sells, orders and is billed. */
export const face: Face = {
  name: msg`Reseller console`,
  kind: 'reseller',
  home: at.home,
  account: at.account,
  terms: '/v1/agreements/contract.pdf',
  search: (text, signal) => import('./search.ts').then(({ search }) => search(text, signal)),
  navigation: [
    {
      items: [
        { to: at.home, label: msg`Home`, icon: House, key: 'h' },
        { to: at.store, label: msg`Store`, icon: Store, key: 't' },
        { to: at.customers, label: msg`Customers`, icon: Building2, key: 'c' },
        { to: at.deals, label: msg`Deals`, icon: Target, key: 'd', can: 'deal.read' },
        { to: at.quotes, label: msg`Quotes`, icon: FileText, key: 'q', can: 'quote.read' },
        { to: at.specialPrices, label: msg`Special prices`, icon: Percent, can: 'special_price.read' },
        { to: at.orders, label: msg`Orders`, icon: ShoppingCart, key: 'o' },
        { to: at.subscriptions, label: msg`Subscriptions`, icon: Repeat, key: 's' },
      ],
    },
    {
      label: msg`Money`,
      items: [
        { to: at.billing, label: msg`Billing`, icon: Receipt, key: 'b', can: 'invoice.read' },
        { to: at.fees, label: msg`Customer charges`, icon: Wrench, can: 'fee.read' },
        {
          to: at.customerInvoices,
          label: msg`Customer invoices`,
          icon: HandCoins,
          key: 'i',
          can: 'invoice.read',
        },
        { to: at.overdue, label: msg`Overdue accounts`, icon: Hourglass, can: 'reminder.read' },
      ],
    },
    {
      label: msg`Your offer`,
      items: [
        { to: at.services, label: msg`Services`, icon: Handshake, can: 'service.read' },
        { to: at.priceBook, label: msg`Price book`, icon: BookOpen, can: 'price_book.read' },
        { to: at.replays, label: msg`Replays`, icon: History, can: 'replay.read' },
      ],
    },
    {
      label: msg`Your business`,
      items: [
        { to: at.contract, label: msg`Contract & terms`, icon: FileSignature },
        { to: at.people, label: msg`People`, icon: Users, can: 'person.list' },
        { to: at.settings, label: msg`Settings`, icon: Settings },
      ],
    },
  ],
};
