import { useLingui } from '@lingui/react/macro';
import { Overdue } from '../../kit/dunning/Overdue.tsx';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { Settings } from '../../ui/icons.ts';

/** Who has not paid, by how long it is overdue. */
export default function OverduePage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Overdue accounts`}
      description={t`What your customers owe, and for how long.`}
      width="wide"
      actions={<ButtonLink icon={Settings} to={paths.console.reminders}>{t`Reminders`}</ButtonLink>}
    >
      <Overdue rowTo={(accountId) => path(paths.console.overdueAccount, { accountId })} />
    </Page>
  );
}
