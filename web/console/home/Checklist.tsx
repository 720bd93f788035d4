import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { $api } from '../../api/client.ts';
import { useSession } from '../../kit/session.ts';
import { paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { Check, ChevronRight } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { useCustomers } from './figures.tsx';
import { useRecentOrders } from './RecentOrders.tsx';

type Item = { done: boolean; label: ReactNode; note: ReactNode; to: string };

/** The first steps of a fresh reseller; gone once it has ordered for a customer. */
export function Checklist() {
  const { t } = useLingui();
  const customers = useCustomers().data?.items.length;
  const orders = useRecentOrders().data?.items.length;
  const fresh = customers === 0 || orders === 0;
  const items = useItems(fresh, Boolean(customers), Boolean(orders));
  if (!fresh || !items) return null;
  return (
    <Card flush title={t`Getting started`} description={t`Four steps to your first sale.`}>
      <ul className="grid divide-y divide-line md:grid-cols-2 md:divide-y-0">
        {items.map((item) => (
          <Step key={item.to} item={item} />
        ))}
      </ul>
    </Card>
  );
}

function useItems(fresh: boolean, hasCustomers: boolean, hasOrders: boolean): Item[] | undefined {
  const { t } = useLingui();
  const { organization } = useSession();
  const params = { path: { id: organization.id } };
  const own = $api.useQuery('get', '/v1/identity/organizations/{id}', { params }, { enabled: fresh }).data;
  if (!own) return undefined;
  return [
    {
      done: true,
      label: t`Your contract is in force`,
      note: t`Read it or download it whenever you like.`,
      to: paths.console.contract,
    },
    {
      done: Boolean(own.support_email || own.support_phone || own.support_url),
      label: t`Say how customers reach you`,
      note: t`Your support contact stands in their panel.`,
      to: paths.console.settings,
    },
    {
      done: hasCustomers,
      label: t`Add your first customer`,
      note: t`Name and country are enough to begin.`,
      to: paths.console.newCustomer,
    },
    {
      done: hasOrders,
      label: t`Place your first order`,
      note: t`Choose in the store, at your own prices.`,
      to: paths.console.store,
    },
  ];
}

function Step({ item: { done, label, note, to } }: { item: Item }) {
  return (
    <li>
      <Link
        plain
        to={to}
        className="flex items-center gap-4 px-5 py-4 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span
          className={cx(
            'flex size-6 shrink-0 items-center justify-center rounded-full',
            done ? 'bg-accent text-on-accent' : 'ring-1 ring-line-strong ring-inset',
          )}
        >
          {done && <Check className="size-3.5" strokeWidth={2.5} aria-hidden />}
        </span>
        <span className="min-w-0 grow">
          <span className={cx('block font-medium', done && 'text-muted')}>
            {done && (
              <span className="sr-only">
                <Trans>Done:</Trans>{' '}
              </span>
            )}
            {label}
          </span>
          <span className="block text-sm text-muted">{note}</span>
        </span>
        <ChevronRight className="mirror size-4 shrink-0 text-faint" aria-hidden />
      </Link>
    </li>
  );
}
