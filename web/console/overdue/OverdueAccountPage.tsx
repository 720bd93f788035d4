import { OverdueAccount } from '../../kit/dunning/OverdueAccount.tsx';
import { path, paths } from '../../paths.ts';

/** One account that has not paid, and what was done about it. */
export default function OverdueAccountPage() {
  return <OverdueAccount invoiceTo={(invoiceId) => path(paths.console.customerInvoice, { invoiceId })} />;
}
