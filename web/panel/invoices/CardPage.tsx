import { KeptCardPage } from '../../kit/billing/KeptCardPage.tsx';
import { paths } from '../../paths.ts';

/** The card that pays what the partner bills the customer. */
export default function CardPage() {
  return <KeptCardPage invoicePath={paths.panel.invoice} />;
}
