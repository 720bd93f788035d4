import { useLingui } from '@lingui/react/macro';
import { InvoicesTable } from '../../kit/billing/InvoicesTable.tsx';
import { useCan } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { Receipt } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';

/** What the reseller billed this customer, for those who may see it. */
export function CustomerInvoices({ customerId }: { customerId: string }) {
  const { t } = useLingui();
  const may = useCan('invoice.read');
  if (may !== true)
    return (
      <Empty icon={Receipt} title={t`Not for your role`}>
        {may}
      </Empty>
    );
  return (
    <InvoicesTable
      local
      side="issued"
      query={{ buyer_id: customerId }}
      rowTo={({ id }) => path(paths.console.customerInvoice, { invoiceId: id })}
    />
  );
}
