import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { LucideIcon } from 'lucide-react';
import { $api } from '../../api/client.ts';
import { dayBefore } from '../../kit/days.ts';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import {
  Banknote,
  CalendarRange,
  CircleAlert,
  Clock,
  Inbox,
  Percent,
  Receipt,
  Target,
} from '../../ui/icons.ts';
import { useFormat } from '../../ui/useFormat.ts';

export type Task = {
  id: string;
  icon: LucideIcon;
  label: string;
  note: string;
  urgent?: boolean;
  to: string;
  search?: Record<string, string>;
};

/** As many of a list as one page tells; `more` when there are more. */
type Count = { count: number; more: boolean };
const FEW = 50;

function counted(list: { items: unknown[]; next_cursor: string | null } | undefined): Count | undefined {
  return list && { count: list.items.length, more: list.next_cursor !== null };
}

/** What waits for somebody of the office, the most pressing first; undefined until all of it is known. */
export function useAttention(): Task[] | undefined {
  const parts = [
    useApplications(),
    useDeals(),
    useSpecialPrices('requested'),
    useSpecialPrices('in_approval'),
    useSpecialPriceNeeds(),
    useOverdue(),
    useFailedOrders(),
    useHeldOrders(),
    useMonthEnd(),
    useBankEntries(),
  ];
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.flatMap((part) => part ?? []);
}

/** Asks nothing that the person may not see: such a part has nothing to say. */
function known<Data>(may: boolean, { data }: { data: Data | undefined }, say: (data: Data) => Task[]) {
  if (!may) return [];
  return data === undefined ? undefined : say(data);
}

function useApplications() {
  const { t } = useLingui();
  const may = useCan('application.decide') === true;
  const counts = $api.useQuery('get', '/v1/program/applications/counts', {}, { enabled: may });
  return known(may, counts, (data) => {
    const count = data.submitted ?? 0;
    if (count === 0) return [];
    const label = plural(count, { one: '# application to decide', other: '# applications to decide' });
    return [
      task('applications', Inbox, label, t`Businesses that want to join`, paths.office.applications, {
        state: 'submitted',
      }),
    ];
  });
}

function useDeals() {
  const { t } = useLingui();
  const may = useCan('deal.decide') === true;
  const query = { state: 'submitted', limit: FEW } as const;
  const deals = $api.useQuery('get', '/v1/deals/deals', { params: { query } }, { enabled: may });
  return known(may, deals, (data) => {
    const { count, more } = counted(data) ?? { count: 0, more: false };
    if (count === 0) return [];
    const label = plus(plural(count, { one: '# deal to decide', other: '# deals to decide' }), more);
    return [
      task('deals', Target, label, t`Each has a day by which its reseller is answered`, paths.office.deals),
    ];
  });
}

/** Requests that wait for the supervisor's word, or for the levels after it. */
function useSpecialPrices(state: 'requested' | 'in_approval') {
  const { t } = useLingui();
  const may = useCan('special_price.decide') === true;
  const query = { state, limit: FEW };
  const requests = $api.useQuery('get', '/v1/deals/special-prices', { params: { query } }, { enabled: may });
  return known(may, requests, (data) => {
    const { count, more } = counted(data) ?? { count: 0, more: false };
    if (count === 0) return [];
    const label =
      state === 'requested'
        ? plural(count, { one: '# special price to endorse', other: '# special prices to endorse' })
        : plural(count, { one: '# special price to approve', other: '# special prices to approve' });
    const note =
      state === 'requested'
        ? t`The channel supervisor takes part first`
        : t`Endorsed; the approval levels decide`;
    return [
      task(`special-${state}`, Percent, plus(label, more), note, paths.office.specialPrices, { state }),
    ];
  });
}

/** Customers that have grown past 750 employees, for whom nobody has asked for a special price. */
function useSpecialPriceNeeds() {
  const { t } = useLingui();
  const may = useCan('special_price.decide') === true;
  const needs = $api.useQuery('get', '/v1/deals/special-price-needs', {}, { enabled: may });
  return known(may, needs, ({ items }) => {
    const count = items.length;
    if (count === 0) return [];
    const label = plural(count, {
      one: '# customer needs a special price',
      other: '# customers need a special price',
    });
    return [
      task('special-needs', Percent, label, t`Nobody has asked for it yet`, paths.office.specialPrices),
    ];
  });
}

function useOrders(state: 'held' | 'failed') {
  const may = useCan('order.read') === true;
  const query = { state, limit: FEW } as const;
  return { may, orders: $api.useQuery('get', '/v1/orders/orders', { params: { query } }, { enabled: may }) };
}

function useHeldOrders() {
  const { t } = useLingui();
  const { may, orders } = useOrders('held');
  return known(may, orders, (data) => {
    const { count, more } = counted(data) ?? { count: 0, more: false };
    if (count === 0) return [];
    const label = plus(plural(count, { one: '# order is held', other: '# orders are held' }), more);
    return [
      task('held', Clock, label, t`Each waits for a special price`, paths.office.orders, { state: 'held' }),
    ];
  });
}

function useFailedOrders() {
  const { t } = useLingui();
  const { may, orders } = useOrders('failed');
  return known(may, orders, (data) => {
    const { count, more } = counted(data) ?? { count: 0, more: false };
    if (count === 0) return [];
    const label = plus(plural(count, { one: '# order failed', other: '# orders failed' }), more);
    const note = t`Something could not be provisioned`;
    return [
      { ...task('failed', CircleAlert, label, note, paths.office.orders, { state: 'failed' }), urgent: true },
    ];
  });
}

function useOverdue() {
  const { t } = useLingui();
  const may = useCan('invoice.read') === true;
  const query = { side: 'issued', state: 'overdue', limit: FEW } as const;
  const invoices = $api.useQuery('get', '/v1/billing/invoices', { params: { query } }, { enabled: may });
  return known(may, invoices, (data) => {
    const { count, more } = counted(data) ?? { count: 0, more: false };
    if (count === 0) return [];
    const label = plus(plural(count, { one: '# invoice is overdue', other: '# invoices are overdue' }), more);
    const note = t`Due, and not paid in full`;
    return [
      { ...task('overdue', Receipt, label, note, paths.office.invoices, { state: 'overdue' }), urgent: true },
    ];
  });
}

function useBankEntries() {
  const { t } = useLingui();
  const may = useCan('bank_file.import') === true;
  const query = { state: 'unmatched', limit: FEW } as const;
  const entries = $api.useQuery('get', '/v1/billing/bank-entries', { params: { query } }, { enabled: may });
  return known(may, entries, (data) => {
    const { count, more } = counted(data) ?? { count: 0, more: false };
    if (count === 0) return [];
    const label = plus(
      plural(count, { one: '# bank entry to match', other: '# bank entries to match' }),
      more,
    );
    return [
      task('bank', Banknote, label, t`Money that does not say what it pays`, paths.office.payments, {
        tab: 'to-match',
      }),
    ];
  });
}

function useMonthEnd() {
  const { t } = useLingui();
  const { month } = useFormat();
  const may = useCan('run.read') === true;
  const next = $api.useQuery('get', '/v1/billing/runs/next', {}, { enabled: may });
  const runs = $api.useQuery(
    'get',
    '/v1/billing/runs',
    { params: { query: { limit: 5 } } },
    { enabled: may },
  );
  const both = { data: next.data && runs.data && { next: next.data, runs: runs.data.items } };
  return known(may, both, (data) => {
    const open = data.runs.find(({ state }) => state === 'working' || state === 'drafted');
    if (open) {
      const note =
        open.state === 'working' ? t`Its invoices are being drafted` : t`Its drafts wait for your review`;
      const label = t`Month end of ${month(dayBefore(open.cutoff))}`;
      return [task('run', CalendarRange, label, note, path(paths.office.run, { runId: open.id }))];
    }
    if (!data.next.cutoff) return [];
    const label = t`${month(dayBefore(data.next.cutoff))} can be closed`;
    return [task('month-end', CalendarRange, label, t`Bill every reseller’s month`, paths.office.monthEnd)];
  });
}

function task(
  id: string,
  icon: LucideIcon,
  label: string,
  note: string,
  to: string,
  search?: Record<string, string>,
): Task {
  return { id, icon, label, note, to, ...(search && { search }) };
}

/** `50 orders` of a full page are `50 orders+`. */
function plus(label: string, more: boolean): string {
  return more ? label.replace(/\d+/, '$&+') : label;
}
