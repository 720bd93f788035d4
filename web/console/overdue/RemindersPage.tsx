import { useLingui } from '@lingui/react/macro';
import { Reminders } from '../../kit/dunning/Reminders.tsx';
import { Page } from '../../kit/Page.tsx';

/** When customers that do not pay are written to. */
export default function RemindersPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Reminders`}
      description={t`When customers that do not pay get a letter, and from when on they buy nothing new.`}
      width="narrow"
    >
      <Reminders />
    </Page>
  );
}
