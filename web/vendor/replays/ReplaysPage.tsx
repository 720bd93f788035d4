import { useLingui } from '@lingui/react/macro';
import { ReplaysView } from '../../kit/replays/ReplaysView.tsx';
import { path, paths } from '../../paths.ts';
import { Tried } from './Tried.tsx';

/** What was tried on the last month of every reseller before it was published. */
export default function ReplaysPage() {
  const { t } = useLingui();
  return (
    <ReplaysView
      description={t`The last month again, with prices or plans that are not published: what every reseller would have paid.`}
      invitation={t`Before you publish a price list or a plan, see what it would have meant for last month’s invoices. Nothing of it can be issued.`}
      newPath={paths.office.newReplay}
      pathOf={({ id }) => path(paths.office.replay, { replayId: id })}
      tried={(candidate) => <Tried candidate={candidate} />}
    />
  );
}
