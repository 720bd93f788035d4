import { KeptCardPage } from '../../kit/billing/KeptCardPage.tsx';
import { paths } from '../../paths.ts';

/** The card that pays what the vendor bills the reseller. */
export default function CardPage() {
  return <KeptCardPage invoicePath={paths.console.invoice} ahead />;
}
