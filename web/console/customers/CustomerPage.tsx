import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Statement } from '../../kit/billing/Statement.tsx';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { OrdersTable } from '../../kit/orders/OrdersTable.tsx';
import { SubscriptionsTable } from '../../kit/orders/SubscriptionsTable.tsx';
import { Page } from '../../kit/Page.tsx';
import { TaxNumber } from '../../kit/tax-numbers/TaxNumber.tsx';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Pencil, Repeat, ShoppingCart } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { chooseCustomer } from '../store/cart.ts';
import { CustomerInvoices } from './CustomerInvoices.tsx';
import { CustomerPeople } from './CustomerPeople.tsx';
import { EditForm } from './EditForm.tsx';
import { SpecialPriceNote } from './Fields.tsx';
import { type CustomerDetail, needsSpecialPrice, useCustomerWords } from './words.ts';

/** One customer: what is known of it, what it uses, what was ordered, who works there. */
export default function CustomerPage() {
  const { customerId = '' } = useParams({ strict: false }) as { customerId?: string };
  const { data: customer } = $api.useSuspenseQuery('get', '/v1/orders/customers/{id}', {
    params: { path: { id: customerId } },
  });
  const { states } = useCustomerWords();
  return (
    <Page
      title={customer.name}
      width="wide"
      badge={customer.state !== 'active' && <Badge tone="warn">{states[customer.state]}</Badge>}
      actions={<Actions customer={customer} />}
    >
      {needsSpecialPrice(customer) && (
        <>
          <SpecialPriceNote />
          <ButtonLink className="self-start" to={`${paths.console.newSpecialPrice}?customer=${customer.id}`}>
            <Trans>Request a special price</Trans>
          </ButtonLink>
        </>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <Life customer={customer} />
        <Facts customer={customer} />
      </div>
    </Page>
  );
}

function Actions({ customer }: { customer: CustomerDetail }) {
  const { t } = useLingui();
  const may = customer.can.order;
  return (
    <>
      <DialogButton
        label={t`Edit`}
        title={t`Edit the customer`}
        icon={Pencil}
        disabled={unless(customer.can.edit)}
        dialogSize="lg"
      >
        {(close) => <EditForm customer={customer} onDone={close} />}
      </DialogButton>
      <OrderFor customer={customer} may={may} />
    </>
  );
}

function OrderFor({ customer, may }: { customer: CustomerDetail; may: true | string }) {
  const words = <Trans>Order for it</Trans>;
  if (may !== true)
    return (
      <Button variant="primary" icon={ShoppingCart} disabled={unless(may)}>
        {words}
      </Button>
    );
  return (
    // The choice is kept as the store is walked through.
    <span onClickCapture={() => chooseCustomer(customer.id)} className="contents">
      <ButtonLink variant="primary" icon={ShoppingCart} to={paths.console.newOrder}>
        {words}
      </ButtonLink>
    </span>
  );
}

function Life({ customer }: { customer: CustomerDetail }) {
  const { t } = useLingui();
  const query = { customer_id: customer.id };
  const tabs = [
    {
      value: 'subscriptions',
      label: t`Subscriptions`,
      count: customer.subscriptions.active + customer.subscriptions.pending,
      content: (
        <SubscriptionsTable
          local
          query={query}
          rowTo={({ id }) => path(paths.console.subscription, { subscriptionId: id })}
          empty={
            <Empty icon={Repeat} title={t`Nothing in use yet`}>{t`What you order for it stands here.`}</Empty>
          }
        />
      ),
    },
    {
      value: 'orders',
      label: t`Orders`,
      content: (
        <OrdersTable
          local
          query={query}
          rowTo={({ id }) => path(paths.console.order, { orderId: id })}
          empty={<Empty icon={ShoppingCart} title={t`No orders yet`} />}
        />
      ),
    },
    { value: 'invoices', label: t`Invoices`, content: <CustomerInvoices customerId={customer.id} /> },
    { value: 'statement', label: t`Statement`, content: <Statement buyerId={customer.id} /> },
    { value: 'people', label: t`People`, content: <CustomerPeople customer={customer} /> },
  ];
  return <Tabs tabs={tabs} />;
}

function Facts({ customer }: { customer: CustomerDetail }) {
  const { t } = useLingui();
  const { country, number, instant } = useFormat();
  const { kinds } = useCustomerWords();
  const digits = (text: string | null) => text && <bdi className="figures">{text}</bdi>;
  return (
    <Card title={t`About it`}>
      <KeyValues
        facts={[
          { label: t`Kind`, value: kinds[customer.body_kind] },
          { label: t`Country`, value: country(customer.country) },
          { label: t`Domain`, value: customer.domain && <bdi>{customer.domain}</bdi> },
          { label: t`Employees`, value: customer.headcount && number(customer.headcount) },
          { label: t`Registration number`, value: digits(customer.registration_number) },
          {
            label: t`Tax number`,
            value: customer.tax_number && (
              <TaxNumber number={customer.tax_number} check={customer.tax_number_check} />
            ),
          },
          {
            label: t`Address`,
            value: customer.address && <span className="whitespace-pre-line">{customer.address}</span>,
          },
          { label: t`Currency`, value: customer.currency },
          { label: t`Since`, value: instant(customer.created_at) },
        ]}
      />
    </Card>
  );
}
