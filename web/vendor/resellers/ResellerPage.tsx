import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { $api } from '../../api/client.ts';
import { InvoicesTable } from '../../kit/billing/InvoicesTable.tsx';
import { Statement } from '../../kit/billing/Statement.tsx';
import { OrdersTable } from '../../kit/orders/OrdersTable.tsx';
import { SubscriptionsTable } from '../../kit/orders/SubscriptionsTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { useTab } from '../../kit/useTab.ts';
import { path, paths } from '../../paths.ts';
import { Repeat, ShoppingCart } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { type Tab, Tabs } from '../../ui/Tabs.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { CustomersTable } from './CustomersTable.tsx';
import { OrganizationState } from './OrganizationState.tsx';
import { Overview } from './Overview.tsx';
import { ResellerPeople } from './ResellerPeople.tsx';
import type { ResellerDetail } from './words.ts';

/** One reseller: its terms and who looks after it, and in tabs what it sells and owes. */
export default function ResellerPage() {
  const { resellerId = '' } = useParams({ strict: false });
  const params = { path: { id: resellerId } };
  const reseller = $api.useSuspenseQuery('get', '/v1/program/resellers/{id}', { params }).data;
  const { country } = useFormat();
  const [tab, setTab] = useTab('overview');
  return (
    <Page
      title={reseller.name}
      badge={<OrganizationState state={reseller.state} />}
      description={
        <>
          <bdi className="figures">{reseller.account_number}</bdi> · {country(reseller.country)}
        </>
      }
      width="wide"
    >
      <Tabs value={tab} onValueChange={setTab} tabs={useTabs(reseller)} />
    </Page>
  );
}

function useTabs(reseller: ResellerDetail): Tab[] {
  const { t } = useLingui();
  const invoices = useCan('invoice.read') === true;
  const { id } = reseller;
  const tab = (value: string, label: string, content: ReactNode, count?: number): Tab => ({
    value,
    label,
    content,
    ...(count !== undefined && { count }),
  });
  return [
    tab('overview', t`Overview`, <Overview reseller={reseller} />),
    tab('customers', t`Customers`, <CustomersTable sellerId={id} />, reseller.customers),
    tab('subscriptions', t`Subscriptions`, <Subscriptions sellerId={id} />),
    tab('orders', t`Orders`, <Orders sellerId={id} />),
    ...(invoices
      ? [
          tab('invoices', t`Invoices`, <Invoices buyerId={id} />),
          tab('statement', t`Statement`, <Statement buyerId={id} />),
        ]
      : []),
    tab('people', t`People`, <ResellerPeople resellerId={id} />),
  ];
}

function Subscriptions({ sellerId }: { sellerId: string }) {
  const { t } = useLingui();
  return (
    <SubscriptionsTable
      withCustomer
      query={{ seller_id: sellerId }}
      rowTo={({ id }) => path(paths.office.subscription, { subscriptionId: id })}
      empty={<Empty icon={Repeat} title={t`It has no subscriptions yet`} />}
    />
  );
}

function Orders({ sellerId }: { sellerId: string }) {
  const { t } = useLingui();
  return (
    <OrdersTable
      query={{ seller_id: sellerId }}
      rowTo={({ id }) => path(paths.office.order, { orderId: id })}
      empty={<Empty icon={ShoppingCart} title={t`It has placed no order yet`} />}
    />
  );
}

function Invoices({ buyerId }: { buyerId: string }) {
  return (
    <InvoicesTable
      side="issued"
      query={{ buyer_id: buyerId }}
      rowTo={({ id }) => path(paths.office.invoice, { invoiceId: id })}
    />
  );
}
