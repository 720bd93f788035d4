import { Plural, Trans, useLingui } from '@lingui/react/macro';
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

/** One replay: what was tried, and what each reseller was billed and would be. */
export default function ReplayPage() {
  return (
    <ReplayView tried={(candidate) => <Tried candidate={candidate} />}>
      {(replay) => (
        <>
          {replay.totals.length > 0 && <Totals replay={replay} />}
          <Lines replay={replay} />
          <p className="text-sm text-muted">
            <Trans>
              What resellers bill their own customers is theirs to see: each can run its month again in its
              console.
            </Trans>
          </p>
        </>
      )}
    </ReplayView>
  );
}

function Totals({ replay }: { replay: Report }) {
  const { t } = useLingui();
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {replay.totals.map(({ currency, accounts, more, less, was, would_be, difference }) => (
        <Figure
          key={currency}
          label={<Plural value={accounts} one="# reseller, before tax" other="# resellers, before tax" />}
          value={<Difference difference={difference} before={was} />}
          note={
            <>
              <Plural value={more} one="# would pay more" other="# would pay more" />
              {' · '}
              <Plural value={less} one="# would pay less" other="# would pay less" />
            </>
          }
        >
          <KeyValues
            facts={[
              { label: t`Was`, value: <Money value={was} /> },
              { label: t`Would be`, value: <Money value={would_be} /> },
            ]}
          />
        </Figure>
      ))}
    </div>
  );
}

function Lines({ replay }: { replay: Report }) {
  const { t } = useLingui();
  if (replay.lines.length === 0)
    return <NoLines replay={replay} soon={t`The first resellers appear here soon.`} />;
  return (
    <Card
      flush
      title={t`By reseller`}
      description={t`Before tax, the greatest difference first. Nothing of it is kept beside these sums.`}
    >
      <Table caption={t`What each reseller was billed and would be`}>
        <thead>
          <tr>
            <Th>{t`Reseller`}</Th>
            <Th numeric className="max-sm:hidden">{t`Was`}</Th>
            <Th numeric>{t`Would be`}</Th>
            <Th numeric>{t`Difference`}</Th>
          </tr>
        </thead>
        <tbody>
          {replay.lines.map((line) => (
            <Tr key={line.account_id}>
              <Td>
                <Link to={path(paths.office.reseller, { resellerId: line.buyer_id })}>
                  <bdi>{line.buyer_name}</bdi>
                </Link>
              </Td>
              <Td numeric className="max-sm:hidden">
                <Money value={line.was} />
              </Td>
              <Td numeric>
                <Money value={line.would_be} />
              </Td>
              <Td numeric>
                <Difference difference={line.difference} before={line.was} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
