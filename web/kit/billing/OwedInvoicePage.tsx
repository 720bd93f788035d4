import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { path } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';
import { Page } from '../Page.tsx';
import { CheckoutNotice } from './CheckoutNotice.tsx';
import { InvoiceFiles } from './DocumentMenu.tsx';
import { HowToPay } from './HowToPay.tsx';
import { InvoiceState } from './InvoiceState.tsx';
import { InvoiceView } from './InvoiceView.tsx';

/** One invoice that the reader owes: what is charged and why, and how to pay it. `subscriptionPath`: where its face shows a subscription. */
export function OwedInvoicePage({ subscriptionPath }: { subscriptionPath: string }) {
  const { t } = useLingui();
  const { invoiceId = '' } = useParams({ strict: false }) as { invoiceId?: string };
  const { data: invoice } = $api.useSuspenseQuery('get', '/v1/billing/invoices/{id}', {
    params: { path: { id: invoiceId } },
  });
  const open = invoice.number !== null && invoice.open.amount > 0;
  return (
    <Page
      width="wide"
      title={invoice.number ?? t`Draft`}
      badge={<InvoiceState state={invoice.state} />}
      actions={<InvoiceFiles invoice={invoice} />}
    >
      <CheckoutNotice />
      <InvoiceView
        invoice={invoice}
        party={{ label: t`From`, value: <bdi>{invoice.seller.name}</bdi> }}
        subscriptionLink={(subscription, words) => (
          <Link to={path(subscriptionPath, { subscriptionId: subscription.id })}>{words}</Link>
        )}
      >
        {open && (
          <HowToPay
            seller={invoice.seller}
            amount={invoice.open}
            reference={invoice.payment_reference}
            payable={{ invoice_id: invoice.id }}
            can={invoice.can.pay}
          />
        )}
      </InvoiceView>
    </Page>
  );
}
