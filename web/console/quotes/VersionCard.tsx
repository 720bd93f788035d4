import { Trans, useLingui } from '@lingui/react/macro';
import { QuoteLines, QuoteTotals } from '../../kit/quotes/QuoteLines.tsx';
import { Card } from '../../ui/Card.tsx';
import { Download } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { MarginLine } from './MarginLine.tsx';
import type { QuoteDetail, QuoteVersion } from './words.ts';

type Props = { quote: QuoteDetail; version: QuoteVersion; latest: boolean };

/** A version as it was sent; those before the last are folded. */
export function VersionCard({ quote, version, latest }: Props) {
  const { t } = useLingui();
  const { instant, date } = useFormat();
  const number = version.version;
  const sent = instant(version.sent_at);
  const until = date(version.valid_until);
  return (
    <Card
      flush
      title={t`Version ${number}`}
      description={
        <Trans>
          Sent {sent}, valid until {until}
        </Trans>
      }
      actions={<DocumentLink quote={quote} version={version} />}
    >
      {latest ? (
        <Body quote={quote} version={version} />
      ) : (
        <details>
          <summary className="cursor-pointer px-5 py-3.5 font-medium text-accent-text">
            <Trans>What it said</Trans>
          </summary>
          <Body quote={quote} version={version} />
        </details>
      )}
    </Card>
  );
}

function Body({ quote, version }: Omit<Props, 'latest'>) {
  return (
    <div className="divide-y divide-line">
      {version.message && (
        <p className="whitespace-pre-line px-5 py-4">
          <bdi>{version.message}</bdi>
        </p>
      )}
      <QuoteLines lines={version.lines} currency={quote.currency} />
      <QuoteTotals {...version} taxRate={version.tax_rate} />
      <MarginLine margin={version.margin} />
      {version.terms && (
        <p className="whitespace-pre-line px-5 py-4 text-sm text-muted">
          <bdi>{version.terms}</bdi>
        </p>
      )}
    </div>
  );
}

function DocumentLink({ quote, version }: Omit<Props, 'latest'>) {
  if (!version.document_sha256)
    return (
      <span className="text-sm text-muted">
        <Trans>The document is being made…</Trans>
      </span>
    );
  return (
    <OutLink
      href={`/v1/orders/quotes/${quote.id}/versions/${version.version}/document`}
      className="inline-flex items-center gap-1.5"
    >
      <Download className="size-4" aria-hidden />
      <Trans>PDF</Trans>
    </OutLink>
  );
}
