import { msg } from '@lingui/core/macro';
import type { Face } from '../kit/navigation.ts';
import { paths } from '../paths.ts';
import {
  Banknote,
  BookOpen,
  CalendarRange,
  ChartColumn,
  Gauge,
  HandCoins,
  Handshake,
  History,
  Hourglass,
  House,
  Inbox,
  Layers,
  Mail,
  Megaphone,
  Package,
  Percent,
  Receipt,
  Repeat,
  ScrollText,
  Settings,
  ShieldCheck,
  ShoppingCart,
  Target,
  Users,
} from '../ui/icons.ts';
import { search } from './search.ts';

const at = paths.office;

/** The program office: where the vendor runs its reseller program. */
export const face: Face = {
  name: msg`Program office`,
  kind: 'vendor',
  home: at.home,
  account: at.account,
  search,
  terms: paths.terms,
  navigation: [
    {
      items: [
        { to: at.home, label: msg`Home`, icon: House, key: 'h' },
        { to: at.applications, label: msg`Applications`, icon: Inbox, key: 'a', can: 'application.read' },
        { to: at.resellers, label: msg`Resellers`, icon: Handshake, key: 'r', can: 'reseller.read' },
      ],
    },
    {
      label: msg`Products and prices`,
      items: [
        { to: at.catalogue, label: msg`Catalogue`, icon: Package, key: 'c', can: 'catalogue.read' },
        { to: at.bundlePlans, label: msg`Bundle plans`, icon: Layers, key: 'b', can: 'bundle_plan.read' },
        { to: at.promotions, label: msg`Promotions`, icon: Megaphone, can: 'bundle_plan.read' },
      ],
    },
    {
      label: msg`Sell`,
      items: [
        { to: at.deals, label: msg`Deals`, icon: Target, key: 'd', can: 'deal.read' },
        { to: at.specialPrices, label: msg`Special prices`, icon: Percent, can: 'special_price.read' },
        { to: at.orders, label: msg`Orders`, icon: ShoppingCart, key: 'o', can: 'order.read' },
        { to: at.subscriptions, label: msg`Subscriptions`, icon: Repeat, key: 's', can: 'subscription.read' },
      ],
    },
    {
      label: msg`Billing`,
      items: [
        { to: at.monthEnd, label: msg`Month end`, icon: CalendarRange, key: 'm', can: 'run.read' },
        { to: at.replays, label: msg`Replays`, icon: History, can: 'replay.read' },
        { to: at.usage, label: msg`Usage`, icon: Gauge, can: 'usage.read' },
        { to: at.fees, label: msg`Fees and services`, icon: HandCoins, can: 'fee.read' },
        { to: at.minimums, label: msg`Minimums`, icon: ChartColumn, can: 'fee.read' },
      ],
    },
    {
      label: msg`Money`,
      items: [
        { to: at.invoices, label: msg`Invoices`, icon: Receipt, key: 'i', can: 'invoice.read' },
        { to: at.payments, label: msg`Payments`, icon: Banknote, key: 'p', can: 'payment.read' },
        { to: at.overdue, label: msg`Overdue accounts`, icon: Hourglass, can: 'reminder.read' },
        { to: at.tax, label: msg`Tax`, icon: ShieldCheck, can: 'tax.read' },
        { to: at.ledger, label: msg`Ledger`, icon: BookOpen, key: 'l', can: 'ledger.read' },
      ],
    },
    {
      label: msg`Office`,
      items: [
        { to: at.people, label: msg`People`, icon: Users, can: 'person.list' },
        { to: at.auditLog, label: msg`Audit log`, icon: ScrollText, can: 'audit.read' },
        { to: at.outbox, label: msg`Outbox`, icon: Mail, can: 'mail.read' },
        { to: at.settings, label: msg`Settings`, icon: Settings, can: 'organization.edit' },
      ],
    },
  ],
};
