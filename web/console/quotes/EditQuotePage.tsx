import { useLingui } from '@lingui/react/macro';
import { useNavigate, useParams } from '@tanstack/react-router';
import { $api, api } from '../../api/client.ts';
import { useForm } from '../../kit/form/useForm.ts';
import { Page } from '../../kit/Page.tsx';
import { useToday } from '../../kit/useToday.ts';
import { path, paths } from '../../paths.ts';
import { Card } from '../../ui/Card.tsx';
import { Composer } from './Composer.tsx';
import { daysAfter } from './daysAfter.ts';
import { quoteSchema, valuesOf, versionBody } from './schema.ts';
import type { QuoteDetail } from './words.ts';

const VALID_DAYS = 30;

/** Writes the next version of a quote; what was sent stays as it is. */
export default function EditQuotePage() {
  const { quoteId = '' } = useParams({ strict: false });
  const params = { path: { id: quoteId } };
  const quote = $api.useSuspenseQuery('get', '/v1/orders/quotes/{id}', { params }).data;
  return <NextVersion key={quote.version} quote={quote} />;
}

function NextVersion({ quote }: { quote: QuoteDetail }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const next = quote.version + 1;
  const form = useForm({
    name: `quote-${quote.id}-${next}`,
    schema: quoteSchema,
    defaults: valuesOf(quote, daysAfter(useToday(), VALID_DAYS)),
    submit: (values) =>
      api.PUT('/v1/orders/quotes/{id}/draft', {
        params: { path: { id: quote.id } },
        body: versionBody(values, quote.currency),
      }),
    onDone: () => void navigate({ to: path(paths.console.quote, { quoteId: quote.id }) }),
  });
  const { number } = quote;
  if (quote.can.edit !== true)
    return (
      <Page title={number}>
        <Card>
          <p className="text-muted">{t`This quote has ended: there is no next version to write.`}</p>
        </Card>
      </Page>
    );
  return (
    <Page
      title={t`Version ${next} of quote ${number}`}
      description={t`What you have sent stays as it is; your customer gets a new link with this version.`}
      width="wide"
    >
      <Composer
        form={form}
        currency={quote.currency}
        action={t`Keep and look at it`}
        known={quote.customer_name}
      />
    </Page>
  );
}
