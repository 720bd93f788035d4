import { msg } from '@lingui/core/macro';
import type { Face } from '../kit/navigation.ts';
import { paths } from '../paths.ts';
import { FileText, House, LifeBuoy, Receipt, Repeat, Users } from '../ui/icons.ts';

const at = paths.panel;

/** The customer panel: what a customer has and who helps with it. */
export const face: Face = {
  name: msg`Customer panel`,
  kind: 'customer',
  home: at.home,
  account: at.account,
  search: (text, signal) => import('./search.ts').then(({ search }) => search(text, signal)),
  navigation: [
    {
      items: [
        { to: at.home, label: msg`Home`, icon: House, key: 'h' },
        { to: at.subscriptions, label: msg`Subscriptions`, icon: Repeat, key: 's' },
        { to: at.quotes, label: msg`Quotes`, icon: FileText, key: 'q', can: 'quote.receive' },
        { to: at.invoices, label: msg`Invoices`, icon: Receipt, key: 'i', can: 'invoice.read' },
        { to: at.support, label: msg`Support`, icon: LifeBuoy, key: 'u' },
        { to: at.people, label: msg`People`, icon: Users, key: 'p', can: 'person.list' },
      ],
    },
  ],
};
