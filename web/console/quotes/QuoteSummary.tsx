import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Problem } from '../../api/problem.ts';
import { sentenceOf } from '../../kit/problems.ts';
import { useQuoteWords } from '../../kit/quotes/words.ts';
import { Card } from '../../ui/Card.tsx';
import { cx } from '../../ui/cx.ts';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { ConsequenceSheet } from '../orders/ConsequenceSheet.tsx';
import { NeedNotice } from './NeedNotice.tsx';
import type { Consequences, Preview } from './useQuotePreview.ts';

type Props = {
  answer: { preview: Preview; consequences: Consequences } | undefined;
  error: unknown;
  lines: number;
  chosen: boolean;
};

/** What the quote comes to for the customer, what it leaves, and what it would bind both to. */
export function QuoteSummary({ answer, error, lines, chosen }: Props) {
  const { t } = useLingui();
  const known = error ? undefined : answer;
  return (
    <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-20" aria-live="polite">
      {known && <NeedNotice need={known.preview.special_price} sent={false} />}
      <Card title={t`What the customer pays`}>
        {known ? <Totals preview={known.preview} /> : <Missing error={error} lines={lines} chosen={chosen} />}
      </Card>
      {known && (
        <Card title={t`If it is accepted`} description={t`Only you see this.`}>
          <ConsequenceSheet sheet={known.consequences} />
        </Card>
      )}
    </div>
  );
}

function Totals({ preview }: { preview: Preview }) {
  const { rhythm } = useQuoteWords();
  const { percent } = useFormat();
  const rate = percent(preview.tax_rate);
  return (
    <>
      <dl className="grid grid-cols-[1fr_auto] items-baseline gap-x-6 gap-y-2">
        {preview.totals.map(({ cycle_months, total }) => (
          <Sum strong key={cycle_months ?? 0} label={rhythm(cycle_months)} value={<Money value={total} />} />
        ))}
        <Sum label={<Trans>Until the terms end</Trans>} value={<Money value={preview.commitment.total} />} />
      </dl>
      <p className="mt-2 text-sm text-muted">
        <Trans>With {rate} tax.</Trans>
      </p>
    </>
  );
}

function Sum({ label, value, strong }: { label: ReactNode; value: ReactNode; strong?: boolean }) {
  return (
    <>
      <dt className={strong ? 'font-medium' : 'text-muted'}>{label}</dt>
      <dd className={cx('text-end', strong ? 'text-lg font-semibold' : 'text-muted')}>{value}</dd>
    </>
  );
}

function Missing({ error, lines, chosen }: Pick<Props, 'error' | 'lines' | 'chosen'>) {
  if (!chosen) return <Quiet>{<Trans>Choose for whom; then the sums stand here.</Trans>}</Quiet>;
  if (lines === 0) return <Quiet>{<Trans>Add products or services; then the sums stand here.</Trans>}</Quiet>;
  if (!error) return <Quiet>{<Trans>Working it out…</Trans>}</Quiet>;
  const beside =
    error instanceof Problem && error.errors.some(({ pointer }) => pointer.startsWith('#/lines/'));
  if (beside) return <Quiet>{<Trans>One of the lines needs a look: see what it says.</Trans>}</Quiet>;
  return <p className="text-bad">{sentenceOf(error)}</p>;
}

function Quiet({ children }: { children: ReactNode }) {
  return <p className="min-h-11 text-muted">{children}</p>;
}
