import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { dayBefore } from '../../kit/days.ts';
import { Figure } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { growthOf, runBefore } from './compare.ts';
import type { Review } from './words.ts';

/** What the run sums to, a sheet for each currency, beside the month before. */
export function RunTotals({ run }: { run: Review }) {
  const before = useReviewBefore(run);
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {run.totals.map((sums) => (
        <TotalOf key={sums.total.currency} sums={sums} before={before} />
      ))}
    </div>
  );
}

type TotalProps = { sums: Review['totals'][number]; before: Review | undefined };

function TotalOf({ sums, before }: TotalProps) {
  const { t } = useLingui();
  const { month } = useFormat();
  const { total, net, tax, invoices } = sums;
  const growth = growthOf(total, before?.totals);
  return (
    <Figure
      label={<Plural value={invoices} one="# invoice" other="# invoices" />}
      value={<Money value={total} />}
      note={before && growth !== null && <Growth share={growth} month={month(dayBefore(before.cutoff))} />}
    >
      <KeyValues
        facts={[
          { label: t`Net`, value: <Money value={net} /> },
          { label: t`Tax`, value: <Money value={tax} /> },
        ]}
      />
    </Figure>
  );
}

function Growth({ share, month }: { share: number; month: string }) {
  const { percent } = useFormat();
  const size = percent(Math.abs(Math.round(share * 1000) / 1000));
  return share < 0 ? (
    <Trans>
      <bdi>{size}</bdi> less than {month}
    </Trans>
  ) : (
    <Trans>
      <bdi>{size}</bdi> more than {month}
    </Trans>
  );
}

function useReviewBefore(run: Review): Review | undefined {
  const runs = $api.useQuery('get', '/v1/billing/runs', { params: { query: { limit: 50 } } });
  const before = runs.data && runBefore(runs.data.items, run);
  const params = { path: { id: before?.id ?? '' } };
  return $api.useQuery('get', '/v1/billing/runs/{id}', { params }, { enabled: Boolean(before) }).data;
}
