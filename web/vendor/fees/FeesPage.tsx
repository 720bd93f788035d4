import { useLingui } from '@lingui/react/macro';
import { FeesTable, NewFee } from '../../kit/billing/Fees.tsx';
import { Page } from '../../kit/Page.tsx';
import { findResellers } from '../resellers/find.ts';

/** What the program charges its resellers beside subscriptions. */
export default function FeesPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Fees and services`}
      description={t`What resellers are charged beside their subscriptions.`}
      width="wide"
      actions={<NewFee findBuyers={findResellers} />}
    >
      <FeesTable />
    </Page>
  );
}
