import { Trans, useLingui } from '@lingui/react/macro';
import { cx } from '../../ui/cx.ts';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { dayBefore } from '../days.ts';
import { useToday } from '../useToday.ts';
import { useOfferWords } from './offers.ts';
import { blocksOf, type Span, spansOf } from './timeline.ts';
import type { SubscriptionDetail } from './words.ts';

/** The quantities a subscription has had: drawn over time, and each span in words. */
export function Timeline({ subscription }: { subscription: SubscriptionDetail }) {
  const { t } = useLingui();
  const spans = spansOf(subscription.segments);
  if (spans.length === 0)
    return (
      <p className="px-5 py-8 text-center text-muted">
        <Trans>Its timeline begins on the day it becomes active.</Trans>
      </p>
    );
  return (
    <>
      <Drawing spans={spans} unit={subscription.offer.unit} />
      <Table caption={t`Quantities over time`}>
        <thead>
          <tr>
            <Th>{t`From`}</Th>
            <Th>{t`Through`}</Th>
            <Th numeric>{t`Quantity`}</Th>
          </tr>
        </thead>
        <tbody>
          {spans.toReversed().map((span) => (
            <SpanRow key={span.from} span={span} unit={subscription.offer.unit} />
          ))}
        </tbody>
      </Table>
    </>
  );
}

function SpanRow({ span, unit }: { span: Span; unit: string }) {
  const { date } = useFormat();
  const { count } = useOfferWords();
  return (
    <Tr>
      <Td>{date(span.from)}</Td>
      <Td>
        {span.until ? (
          date(dayBefore(span.until))
        ) : (
          <span className="text-muted">
            <Trans>today and on</Trans>
          </span>
        )}
      </Td>
      <Td numeric>{span.paused ? <Paused /> : count(unit, span.quantity)}</Td>
    </Tr>
  );
}

function Paused() {
  return (
    <span className="text-muted">
      <Trans>Paused</Trans>
    </span>
  );
}

/** Time runs left to right in both languages, as on charts there. */
function Drawing({ spans, unit }: { spans: readonly Span[]; unit: string }) {
  const { t } = useLingui();
  const { number, date } = useFormat();
  const { count } = useOfferWords();
  const today = useToday();
  const end = spans.at(-1)?.until ?? today;
  const blocks = blocksOf(spans, end);
  return (
    <figure dir="ltr" className="border-b border-line px-5 pt-4 pb-3">
      <figcaption className="sr-only">{t`The quantity over time`}</figcaption>
      <div aria-hidden="true" className="relative h-28">
        {blocks.map(({ start, end: until, height, span }) => (
          <span
            key={span.from}
            title={`${date(span.from)}: ${span.paused ? t`Paused` : count(unit, span.quantity)}`}
            style={{ left: `${start}%`, width: `${until - start}%`, height: `${height * 0.8}%` }}
            className={cx(
              'absolute bottom-0 border-t-2',
              span.paused ? 'border-dashed border-line-strong' : 'border-accent-text',
              !span.paused && (span.until ? 'bg-accent-text/8' : 'bg-accent-text/15'),
            )}
          >
            {until - start > 6 && (
              <span className="figures absolute start-1.5 -top-5 text-xs text-muted">
                {span.paused ? t`Paused` : number(span.quantity)}
              </span>
            )}
          </span>
        ))}
      </div>
      <div
        aria-hidden="true"
        className="mt-1.5 flex justify-between border-t border-line pt-1.5 text-xs text-faint"
      >
        <span>{date(spans[0]?.from ?? end)}</span>
        <span>{end === today ? t`Today` : date(end)}</span>
      </div>
    </figure>
  );
}
