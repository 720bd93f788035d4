import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Difference } from '../../kit/billing/Difference.tsx';
import { NoLines, ReplayView } from '../../kit/replays/ReplayView.tsx';
import type { Report } from '../../kit/replays/words.ts';
import { path, paths } from '../../paths.ts';
import { Card, Figure } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { Tried } from './Tried.tsx';

type Total = Report['totals'][number];
type Line = Report['lines'][number];
type Sums = Pick<Line, 'was' | 'would_be' | 'difference'>;

/** One replay: what the reseller's customers were and would be billed, what it is billed itself, and what is left. */
export default function ReplayPage() {
  const { t } = useLingui();
  return (
    <ReplayView tried={(candidate) => <Tried candidate={candidate} />}>
      {(replay) =>
        replay.lines.length === 0 ? (
          <NoLines replay={replay} soon={t`Your customers appear here soon.`} />
        ) : (
          <>
            {replay.totals.map((total) => (
              <Totals key={total.currency} total={total} />
            ))}
            <Lines lines={replay.lines} />
          </>
        )
      }
    </ReplayView>
  );
}

function Totals({ total }: { total: Total }) {
  const { t } = useLingui();
  const { accounts, more, less, cost, margin } = total;
  return (
    <div className="grid gap-3 lg:grid-cols-3">
      <Sum
        sums={total}
        label={t`Your customers pay`}
        note={
          <>
            <Plural value={accounts} one="# customer, before tax" other="# customers, before tax" />
            {' · '}
            <Plural value={more} one="# would pay more" other="# would pay more" />
            {' · '}
            <Plural value={less} one="# would pay less" other="# would pay less" />
          </>
        }
      />
      {cost && (
        <Sum cost sums={cost} label={t`You pay`} note={t`For what they use, and for your own account`} />
      )}
      {margin && <Sum sums={margin} label={t`Your margin`} note={t`What is left of it`} />}
    </div>
  );
}

type SumProps = { label: string; sums: Sums; note: ReactNode; cost?: boolean };

function Sum({ label, sums: { was, would_be, difference }, note, cost = false }: SumProps) {
  const { t } = useLingui();
  return (
    <Figure label={label} value={<Difference cost={cost} difference={difference} before={was} />} note={note}>
      <KeyValues
        facts={[
          { label: t`Was`, value: <Money value={was} /> },
          { label: t`Would be`, value: <Money value={would_be} /> },
        ]}
      />
    </Figure>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  const { t } = useLingui();
  return (
    <Card
      flush
      title={t`By customer`}
      description={t`Before tax, the greatest difference first. Nothing of it is kept beside these sums.`}
    >
      <Table caption={t`What each customer was billed and would be, and what is left of it`}>
        <thead>
          <tr>
            <Th>{t`Customer`}</Th>
            <Th numeric className="max-sm:hidden">{t`Pays you`}</Th>
            <Th numeric className="max-sm:hidden">{t`You pay`}</Th>
            <Th numeric>{t`Your margin`}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Tr key={line.account_id}>
              <Td>
                <Name line={line} />
              </Td>
              <Td numeric className="max-sm:hidden">
                {line.own ? <None /> : <Sides sums={line} />}
              </Td>
              <Td numeric className="max-sm:hidden">
                {line.cost && <Sides cost sums={line.cost} />}
              </Td>
              <Td numeric>{line.margin ? <Sides sums={line.margin} /> : <None />}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Name({ line }: { line: Line }) {
  const { own, buyer_id, buyer_name } = line;
  if (own)
    return (
      <span className="text-muted">
        <Trans>Your own account: fees, minimums and your own use</Trans>
      </span>
    );
  return (
    <>
      <Link to={path(paths.console.customer, { customerId: buyer_id })}>
        <bdi>{buyer_name}</bdi>
      </Link>
      {/* On a phone there is room for the margin alone; what it is of stands here. */}
      <span className="mt-0.5 flex flex-wrap gap-x-1.5 text-sm text-muted sm:hidden">
        <Trans>Pays you</Trans>
        <Money value={line.would_be} />
      </span>
    </>
  );
}

const None = () => <span className="text-faint">—</span>;

/** What it would be; below it, what it was and by how much they differ. */
function Sides({ sums: { was, would_be, difference }, cost = false }: { sums: Sums; cost?: boolean }) {
  if (difference.amount === 0) return <Money value={would_be} />;
  return (
    <span className="inline-flex flex-col items-end">
      <Money value={would_be} />
      <span className="flex flex-wrap justify-end gap-x-2 text-sm">
        <s className="text-faint max-sm:hidden">
          <Money value={was} />
        </s>
        <Difference cost={cost} difference={difference} before={was} />
      </span>
    </span>
  );
}
