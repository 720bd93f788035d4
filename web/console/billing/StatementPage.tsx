import { useLingui } from '@lingui/react/macro';
import { Statement } from '../../kit/billing/Statement.tsx';
import { Page } from '../../kit/Page.tsx';

/** The reader's account: what was owed, what came and went, what is owed. */
export default function StatementPage() {
  const { t } = useLingui();
  return (
    <Page
      width="wide"
      title={t`Statement of account`}
      description={t`Your invoices, credit notes and payments by their day, and what is owed after each.`}
    >
      <Statement />
    </Page>
  );
}
