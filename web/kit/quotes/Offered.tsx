import { Trans, useLingui } from '@lingui/react/macro';
import type { components } from '../../api/schema.d.ts';
import { Card } from '../../ui/Card.tsx';
import { QuoteLines, QuoteTotals } from './QuoteLines.tsx';

/** What a quote offers, as its customer reads it: the message, the lines, what is paid, and the terms. */
export function Offered({ quote }: { quote: components['schemas']['OpenedQuote'] }) {
  const { t } = useLingui();
  return (
    <>
      {quote.message && (
        <p className="whitespace-pre-line text-lg">
          <bdi>{quote.message}</bdi>
        </p>
      )}
      <Card flush title={t`What is offered`}>
        <QuoteLines lines={quote.lines} currency={quote.currency} />
      </Card>
      <Card flush title={t`What you pay`}>
        <QuoteTotals {...quote} taxRate={quote.tax_rate} />
        {quote.tax_note === 'zero_rated_export' && (
          <p className="border-t border-line px-5 py-3 text-sm text-muted">
            <Trans>Zero-rated: supplied outside the seller’s country.</Trans>
          </p>
        )}
      </Card>
      {quote.terms && (
        <Card title={t`Terms`}>
          <p className="whitespace-pre-line">
            <bdi>{quote.terms}</bdi>
          </p>
        </Card>
      )}
    </>
  );
}
