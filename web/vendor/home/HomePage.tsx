import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../kit/Page.tsx';
import { useCan, useSession } from '../../kit/session.ts';
import { cx } from '../../ui/cx.ts';
import { Attention } from './Attention.tsx';
import { LatestDeeds } from './LatestDeeds.tsx';
import { LatestOrders } from './LatestOrders.tsx';
import { MoneyFigures } from './MoneyFigures.tsx';

/** The first page after sign-in: what waits for a person, what is owed, what happened last. */
export default function HomePage() {
  const { t } = useLingui();
  const { person } = useSession();
  const name = person.name;
  const books = useCan('ledger.read') === true;
  const log = useCan('audit.read') === true;
  return (
    <Page
      title={t`Welcome, ${name}`}
      description={<Trans>Everything the program needs from you today.</Trans>}
    >
      <Attention />
      {books && <MoneyFigures />}
      <div className={cx('grid items-start gap-6', log && 'lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]')}>
        <LatestOrders />
        {log && <LatestDeeds />}
      </div>
    </Page>
  );
}
