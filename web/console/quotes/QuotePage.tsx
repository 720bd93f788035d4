import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { AcceptanceCard } from './AcceptanceCard.tsx';
import { DraftCard } from './DraftCard.tsx';
import { NeedNotice } from './NeedNotice.tsx';
import { QuoteActions } from './QuoteActions.tsx';
import { QuoteHistory } from './QuoteHistory.tsx';
import { QuoteState } from './QuoteState.tsx';
import { VersionCard } from './VersionCard.tsx';
import type { QuoteDetail } from './words.ts';

/** One quote: what is being written, what was sent, what the customer said. */
export default function QuotePage() {
  const { t } = useLingui();
  const { quoteId = '' } = useParams({ strict: false });
  const params = { path: { id: quoteId } };
  const quote = $api.useSuspenseQuery('get', '/v1/orders/quotes/{id}', { params }).data;
  const versions = quote.versions.toReversed();
  const { number, customer_name } = quote;
  return (
    <Page
      title={t`Quote ${number}`}
      description={<bdi>{customer_name}</bdi>}
      badge={<QuoteState state={quote.state} />}
      actions={<QuoteActions quote={quote} />}
    >
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <NeedNotice need={quote.special_price} sent={quote.version > 0 && !quote.draft} />
          {quote.acceptance && <AcceptanceCard quote={quote} acceptance={quote.acceptance} />}
          {quote.draft && <DraftCard quote={quote} draft={quote.draft.content} />}
          {versions.map((version, index) => (
            <VersionCard key={version.version} quote={quote} version={version} latest={index === 0} />
          ))}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <Facts quote={quote} />
          <QuoteHistory moves={quote.moves} />
        </div>
      </div>
    </Page>
  );
}

function Facts({ quote }: { quote: QuoteDetail }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { customer_id, customer_name, contact_name, contact_email, valid_until, deal_id } = quote;
  return (
    <Card title={t`For whom`}>
      <KeyValues
        facts={[
          {
            label: customer_id ? t`Customer` : t`Prospect`,
            value: customer_id ? (
              <Link to={path(paths.console.customer, { customerId: customer_id })}>
                <bdi>{customer_name}</bdi>
              </Link>
            ) : (
              <bdi>{customer_name}</bdi>
            ),
          },
          {
            label: t`Contact`,
            value: (
              <span className="flex min-w-0 flex-col">
                <bdi>{contact_name}</bdi>
                <bdi className="truncate text-sm text-muted">{contact_email}</bdi>
              </span>
            ),
          },
          {
            label: t`Document in`,
            value: quote.language === 'ar' ? <Trans>Arabic</Trans> : <Trans>English</Trans>,
          },
          { label: t`Valid until`, value: valid_until && date(valid_until) },
          deal_id !== null && {
            label: t`Deal`,
            value: (
              <Link to={path(paths.console.deal, { dealId: deal_id })}>
                <Trans>See the deal</Trans>
              </Link>
            ),
          },
        ]}
      />
    </Card>
  );
}
