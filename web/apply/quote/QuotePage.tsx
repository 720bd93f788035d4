import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { Offered } from '../../kit/quotes/Offered.tsx';
import { Download } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { answered } from '../answered.ts';
import { PublicPage } from '../frame/PublicPage.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { useLink } from '../joining/useLink.ts';
import { useParam } from '../useParam.ts';
import { Decision } from './Decision.tsx';
import { SellerContact } from './SellerContact.tsx';
import { Standing } from './Standing.tsx';

export type OpenedQuote = components['schemas']['OpenedQuote'];

/** A quote as its customer reads it, by the secret link of the letter: without an account. */
export default function QuotePage() {
  const token = useParam('token');
  const quote = useLink(token, readQuote);
  const client = useQueryClient();
  if (!quote) return <Gone />;
  const onDecided = (decided: OpenedQuote) => client.setQueryData(['link', token], decided);
  return <Offer quote={quote} token={token} onDecided={onDecided} />;
}

function readQuote(token: string): Promise<OpenedQuote> {
  return answered(api.POST('/v1/orders/quotes/link', { body: { token } }));
}

type Props = { quote: OpenedQuote; token: string; onDecided: (quote: OpenedQuote) => void };

function Offer({ quote, token, onDecided }: Props) {
  const { t } = useLingui();
  const { number } = quote;
  const open = quote.state === 'open' || quote.state === 'changes_asked';
  return (
    <PublicPage bare title={t`Quote ${number}`}>
      <div className="mx-auto w-full max-w-288 px-4 py-8 sm:px-8 sm:py-12">
        <Head quote={quote} token={token} />
        <div className="mt-8 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex min-w-0 flex-col gap-6">
            <Offered quote={quote} />
          </div>
          <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-6">
            <Standing quote={quote} />
            {open && <Decision quote={quote} token={token} onDecided={onDecided} />}
            <SellerContact seller={quote.seller} />
          </div>
        </div>
      </div>
    </PublicPage>
  );
}

function Head({ quote, token }: Omit<Props, 'onDecided'>) {
  const { date } = useFormat();
  const { number, version, seller, customer_name } = quote;
  const until = date(quote.valid_until);
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 border-b border-line pb-6">
      <div className="min-w-0">
        <p className="flex items-center gap-2.5 text-lg font-semibold">
          <span
            aria-hidden
            className="size-3 rounded-full bg-accent"
            style={seller.brand_color ? { backgroundColor: seller.brand_color } : undefined}
          />
          <bdi>{seller.name}</bdi>
        </p>
        <h1 className="mt-3 text-3xl">
          <Trans>
            Quote <bdi>{number}</bdi>
          </Trans>
        </h1>
        <p className="mt-1.5 text-muted">
          <Trans>
            For <bdi className="font-medium text-ink">{customer_name}</bdi>, version {version}, valid until{' '}
            {until}
          </Trans>
        </p>
      </div>
      <OutLink
        href={`/v1/orders/quotes/link/document?token=${encodeURIComponent(token)}`}
        className="inline-flex items-center gap-2"
      >
        <Download className="size-4" aria-hidden />
        <Trans>Download as PDF</Trans>
      </OutLink>
    </header>
  );
}

function Gone() {
  const { t } = useLingui();
  return (
    <Sheet
      title={t`This link does not work`}
      description={t`It is not complete, or it is too old. Open it from the latest letter, or ask who sent you the quote.`}
    >
      <span />
    </Sheet>
  );
}
