import { useLingui } from '@lingui/react/macro';
import { FeesTable, NewFee } from '../../kit/billing/Fees.tsx';
import { Page } from '../../kit/Page.tsx';
import { findCustomers } from '../customer-invoices/findCustomers.ts';

/** A reseller's own services: what its customers are charged beside their subscriptions. */
export default function FeesPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Customer charges`}
      description={t`What your customers are charged beside their subscriptions.`}
      width="wide"
      actions={<NewFee findBuyers={findCustomers} />}
    >
      <FeesTable />
    </Page>
  );
}
