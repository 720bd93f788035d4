import { useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { InvoiceFiles } from '../../kit/billing/DocumentMenu.tsx';
import { InvoiceCorrections } from '../../kit/billing/InvoiceCorrections.tsx';
import { InvoiceState } from '../../kit/billing/InvoiceState.tsx';
import { InvoiceView } from '../../kit/billing/InvoiceView.tsx';
import { RecordPayment } from '../../kit/billing/RecordPayment.tsx';
import type { InvoiceDetail } from '../../kit/billing/words.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Link } from '../../ui/Link.tsx';
import { useIssue } from './Drafts.tsx';

/** One invoice to a customer: issued here, and the money for it written down. */
export default function CustomerInvoicePage() {
  const { t } = useLingui();
  const { invoiceId = '' } = useParams({ strict: false }) as { invoiceId?: string };
  const { data: invoice } = $api.useSuspenseQuery('get', '/v1/billing/invoices/{id}', {
    params: { path: { id: invoiceId } },
  });
  const buyer = (
    <Link to={path(paths.console.customer, { customerId: invoice.buyer.id })}>
      <bdi>{invoice.buyer.name}</bdi>
    </Link>
  );
  return (
    <Page
      width="wide"
      title={invoice.number ?? t`Draft for ${invoice.buyer.name}`}
      badge={<InvoiceState state={invoice.state} />}
      actions={<Actions invoice={invoice} />}
    >
      <InvoiceView
        invoice={invoice}
        party={{ label: t`Billed to`, value: buyer }}
        subscriptionLink={(subscription, words) => (
          <Link to={path(paths.console.subscription, { subscriptionId: subscription.id })}>{words}</Link>
        )}
      />
    </Page>
  );
}

function Actions({ invoice }: { invoice: InvoiceDetail }) {
  const draft = invoice.state === 'draft';
  return (
    <>
      <InvoiceFiles invoice={invoice} />
      <InvoiceCorrections invoice={invoice} />
      {!draft && invoice.kind !== 'credit_note' && <RecordPayment invoice={invoice} />}
      {draft && <IssueButton invoice={invoice} />}
    </>
  );
}

function IssueButton({ invoice }: { invoice: InvoiceDetail }) {
  const { t } = useLingui();
  const issue = useIssue();
  const press = async () => {
    const sure = await confirm({
      title: t`Issue this invoice?`,
      description: t`It gets its number, cannot be changed any more, and is sent to the customer.`,
      action: t`Issue it`,
    });
    if (sure) issue.mutate({ body: { invoice_ids: [invoice.id] } });
  };
  return (
    <Button
      variant="primary"
      busy={issue.isPending}
      disabled={unless(invoice.can.issue)}
      onClick={() => void press()}
    >
      {t`Issue it`}
    </Button>
  );
}
