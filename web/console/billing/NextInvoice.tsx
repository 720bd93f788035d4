import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { InvoiceLines } from '../../kit/billing/InvoiceLines.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { useSession } from '../../kit/session.ts';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Drawer } from '../../ui/Dialog.tsx';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useNextInvoice } from './useNextInvoice.ts';

/** The next invoice as it stands today, worked out by the month end itself. */
export function NextInvoice() {
  const { t } = useLingui();
  const { date } = useFormat();
  const [open, setOpen] = useState(false);
  const { data, error } = useNextInvoice(0);
  const asOf = data ? date(data.as_of) : '';
  return (
    <Card>
      <div className="flex min-h-16 flex-wrap items-center justify-between gap-4">
        <div>
          <h2 className="text-muted">
            <Trans>Your next invoice so far</Trans>
          </h2>
          <p className="figures mt-0.5 text-2xl font-semibold">
            {data ? <Money value={data.net} /> : <Skeleton className="h-8 w-40" />}
          </p>
          {error && <p className="text-bad">{sentenceOf(error)}</p>}
          {data && (
            <p className="text-sm text-muted">
              <Trans>
                through {asOf}, before tax of <Money value={data.tax} />
              </Trans>
            </p>
          )}
        </div>
        {data && data.line_count > 0 && (
          <Button onClick={() => setOpen(true)}>{t`See what it is made of`}</Button>
        )}
      </div>
      <Drawer size="lg" open={open} onOpenChange={setOpen} title={t`Your next invoice so far`}>
        {open && <Lines />}
      </Drawer>
    </Card>
  );
}

/** So many lines are shown; the draft at the month's end lists them all. */
const LINES = 500;

function Lines() {
  const { organization } = useSession();
  const { number } = useFormat();
  const { data, error } = useNextInvoice(LINES);
  if (error) return <p className="p-5 text-bad">{sentenceOf(error)}</p>;
  if (!data) return <Skeleton className="m-5 h-40" />;
  const { line_count } = data;
  return (
    <>
      {line_count > data.lines.length && (
        <p className="px-5 py-3 text-muted">
          <Trans>
            The first {number(data.lines.length)} of {number(line_count)} lines; the sums are of all.
          </Trans>
        </p>
      )}
      <InvoiceLines
        lines={data.lines}
        explanations={data.explanations}
        uses={data.uses}
        buyerId={organization.id}
        subscriptionLink={(subscription, words) => (
          <Link to={path(paths.console.subscription, { subscriptionId: subscription.id })}>{words}</Link>
        )}
      />
    </>
  );
}
