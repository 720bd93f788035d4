import { OwedInvoicePage } from '../../kit/billing/OwedInvoicePage.tsx';
import { paths } from '../../paths.ts';

/** One invoice of the partner, and how to pay it. */
export default function InvoicePage() {
  return <OwedInvoicePage subscriptionPath={paths.panel.subscription} />;
}
