import { msg } from '@lingui/core/macro';
import type { Face } from '../kit/navigation.ts';
import { paths } from '../paths.ts';
import {
  Banknote,
  BookOpen,
  CalendarRange,
  Handshake,
  House,
  Inbox,
  Layers,
  Mail,
  Package,
  Receipt,
  Repeat,
  ScrollText,
  Settings,
  ShoppingCart,
  Users,
} from '../ui/icons.ts';

const at = paths.office;

/** The program office: where the vendor runs its reseller program. */
export const face: Face = {
  name: msg`Program office`,
  kind: 'vendor',
  home: at.home,
  account: at.account,
  navigation: [
    {
      items: [
        { to: at.home, label: msg`Home`, icon: House, key: 'h' },
        { to: at.applications, label: msg`Applications`, icon: Inbox, key: 'a' },
        { to: at.resellers, label: msg`Resellers`, icon: Handshake, key: 'r' },
      ],
    },
    {
      label: msg`Sell`,
      items: [
        { to: at.catalogue, label: msg`Catalogue`, icon: Package, key: 'c' },
        { to: at.bundlePlans, label: msg`Bundle plans`, icon: Layers, key: 'b' },
        { to: at.orders, label: msg`Orders`, icon: ShoppingCart, key: 'o' },
        { to: at.subscriptions, label: msg`Subscriptions`, icon: Repeat, key: 's' },
      ],
    },
    {
      label: msg`Money`,
      items: [
        { to: at.monthEnd, label: msg`Month end`, icon: CalendarRange, key: 'm' },
        { to: at.invoices, label: msg`Invoices`, icon: Receipt, key: 'i' },
        { to: at.payments, label: msg`Payments`, icon: Banknote, key: 'p' },
        { to: at.ledger, label: msg`Ledger`, icon: BookOpen, key: 'l' },
      ],
    },
    {
      label: msg`Office`,
      items: [
        { to: at.people, label: msg`People`, icon: Users },
        { to: at.auditLog, label: msg`Audit log`, icon: ScrollText },
        { to: at.outbox, label: msg`Outbox`, icon: Mail },
        { to: at.settings, label: msg`Settings`, icon: Settings },
      ],
    },
  ],
};
