import { Badge } from '../../ui/Badge.tsx';
import { type Invoice, invoiceTones, useBillingWords } from './words.ts';

/** How an invoice stands, in a word. */
export function InvoiceState({ state }: Pick<Invoice, 'state'>) {
  const { states } = useBillingWords();
  return (
    <Badge dot tone={invoiceTones[state]}>
      {states[state]}
    </Badge>
  );
}
