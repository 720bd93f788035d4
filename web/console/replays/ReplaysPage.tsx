import { useLingui } from '@lingui/react/macro';
import { ReplaysView } from '../../kit/replays/ReplaysView.tsx';
import { path, paths } from '../../paths.ts';
import { Tried } from './Tried.tsx';

/** What was tried on the last month of the reseller's customers before it was published. */
export default function ReplaysPage() {
  const { t } = useLingui();
  return (
    <ReplaysView
      description={t`The last month again, with another price book or other list prices: what your customers would have paid, and what would have been left. Only you see it.`}
      invitation={t`Before you change your prices, see what it would have meant for last month’s invoices and your margin. Nothing of it can be issued.`}
      newPath={paths.console.newReplay}
      pathOf={({ id }) => path(paths.console.replay, { replayId: id })}
      tried={(candidate) => <Tried candidate={candidate} />}
    />
  );
}
