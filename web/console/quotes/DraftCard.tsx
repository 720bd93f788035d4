import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { sentenceOf } from '../../kit/problems.ts';
import { QuoteLines, QuoteTotals } from '../../kit/quotes/QuoteLines.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { ConsequenceSheet } from '../orders/ConsequenceSheet.tsx';
import { MarginLine } from './MarginLine.tsx';
import type { QuoteDetail } from './words.ts';

type Draft = NonNullable<QuoteDetail['draft']>['content'];

/** The version that is being written, at today's prices, with what it would leave and bind to. */
export function DraftCard({ quote, draft }: { quote: QuoteDetail; draft: Draft }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const next = quote.version + 1;
  const until = date(draft.valid_until);
  const priced = usePriced(quote, draft);
  return (
    <>
      <Card
        flush
        title={
          <span className="flex items-center gap-2.5">
            {t`Version ${next}`}
            <Badge>{t`Not sent`}</Badge>
          </span>
        }
        description={<Trans>At today’s prices, valid until {until}</Trans>}
      >
        {priced.error && <p className="px-5 py-5 text-bad">{sentenceOf(priced.error)}</p>}
        {priced.isPending && (
          <div className="p-5">
            <SkeletonText lines={5} />
          </div>
        )}
        {priced.data && (
          <div className="divide-y divide-line">
            <QuoteLines lines={priced.data.preview.lines} currency={quote.currency} />
            <QuoteTotals {...priced.data.preview} taxRate={priced.data.preview.tax_rate} />
            <MarginLine margin={priced.data.preview.margin} />
          </div>
        )}
      </Card>
      {priced.data && (
        <Card title={t`If it is accepted`} description={t`Only you see this.`}>
          <ConsequenceSheet sheet={priced.data.consequences} />
        </Card>
      )}
    </>
  );
}

function usePriced({ customer_id, prospect }: QuoteDetail, { lines }: Draft) {
  const them = prospect && { name: prospect.name, country: prospect.country, domain: prospect.domain };
  const body = { customer_id, prospect: customer_id ? null : them, lines };
  return useQuery({
    queryKey: ['quote-draft', body],
    queryFn: async ({ signal }) => {
      const [preview, consequences] = await Promise.all([
        api.POST('/v1/orders/quotes/preview', { body, signal }),
        api.POST('/v1/orders/consequences', { body, signal }),
      ]);
      if (!preview.data || !consequences.data) throw new Error('The server answered nothing.');
      return { preview: preview.data, consequences: consequences.data };
    },
    retry: false,
  });
}
