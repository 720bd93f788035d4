import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { InvoiceFiles } from '../../kit/billing/DocumentMenu.tsx';
import { InvoiceCorrections } from '../../kit/billing/InvoiceCorrections.tsx';
import { InvoiceState } from '../../kit/billing/InvoiceState.tsx';
import { InvoiceView } from '../../kit/billing/InvoiceView.tsx';
import { RecordPayment } from '../../kit/billing/RecordPayment.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';

/** One invoice to a reseller. */
export default function InvoicePage() {
  const { t } = useLingui();
  const { invoiceId = '' } = useParams({ strict: false });
  const params = { path: { id: invoiceId } };
  const invoice = $api.useSuspenseQuery('get', '/v1/billing/invoices/{id}', { params }).data;
  const open = invoice.number !== null && invoice.open.amount > 0;
  return (
    <Page
      title={invoice.number ?? t`Draft for ${invoice.buyer.name}`}
      badge={<InvoiceState state={invoice.state} />}
      actions={
        <>
          <InvoiceFiles invoice={invoice} />
          <InvoiceCorrections invoice={invoice} />
          {open && <RecordPayment invoice={invoice} />}
        </>
      }
    >
      <InvoiceView
        invoice={invoice}
        party={{
          label: t`Billed to`,
          value: (
            <Link to={path(paths.office.reseller, { resellerId: invoice.buyer.id })}>
              <bdi>{invoice.buyer.name}</bdi>
            </Link>
          ),
        }}
        subscriptionLink={(subscription, words) => (
          <Link
            to={path(paths.office.subscription, { subscriptionId: subscription.id })}
            className="font-normal!"
          >
            {words}
          </Link>
        )}
      />
    </Page>
  );
}
