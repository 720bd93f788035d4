import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Page } from '../../kit/Page.tsx';
import { Offered } from '../../kit/quotes/Offered.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Download } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Decision } from './Decision.tsx';
import { tones, useStates } from './words.ts';

type OpenedQuote = components['schemas']['OpenedQuote'];

/** One quote as its customer reads it, signed in: the lines, what is paid, the terms, and the decision. */
export default function QuotePage() {
  const { t } = useLingui();
  const { date } = useFormat();
  const states = useStates();
  const { quoteId = '' } = useParams({ strict: false });
  const params = { path: { id: quoteId } };
  const quote = $api.useSuspenseQuery('get', '/v1/orders/received-quotes/{id}', { params }).data;
  const { number, version } = quote;
  const from = quote.seller.name;
  const until = date(quote.valid_until);
  const isOpen = quote.state === 'open' || quote.state === 'changes_asked';
  return (
    <Page
      title={t`Quote ${number}`}
      description={
        <Trans>
          From <bdi>{from}</bdi>, version {version}, valid until {until}
        </Trans>
      }
      badge={
        <Badge dot tone={tones[quote.state]}>
          {states[quote.state]}
        </Badge>
      }
      actions={
        <OutLink
          href={`/v1/orders/received-quotes/${quoteId}/document`}
          className="inline-flex items-center gap-2"
        >
          <Download className="size-4" aria-hidden />
          <Trans>Download as PDF</Trans>
        </OutLink>
      }
    >
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Offered quote={quote} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          {quote.acceptance && <Accepted acceptance={quote.acceptance} />}
          {isOpen && <Decision quote={quote} quoteId={quoteId} />}
        </div>
      </div>
    </Page>
  );
}

function Accepted({ acceptance }: { acceptance: NonNullable<OpenedQuote['acceptance']> }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const { name, version, accepted_at } = acceptance;
  const on = instant(accepted_at);
  return (
    <Card title={t`Accepted`}>
      <p>
        <Trans>
          <bdi>{name}</bdi> accepted version {version} on {on}.
        </Trans>
      </p>
    </Card>
  );
}
