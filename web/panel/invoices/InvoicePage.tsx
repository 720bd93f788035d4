import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { CheckoutNotice } from '../../kit/billing/CheckoutNotice.tsx';
import { InvoiceFiles } from '../../kit/billing/DocumentMenu.tsx';
import { HowToPay } from '../../kit/billing/HowToPay.tsx';
import { InvoiceState } from '../../kit/billing/InvoiceState.tsx';
import { InvoiceView } from '../../kit/billing/InvoiceView.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';

/** One invoice of the partner, and how to pay it. */
export default function InvoicePage() {
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
          <Link to={path(paths.panel.subscription, { subscriptionId: subscription.id })}>{words}</Link>
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
