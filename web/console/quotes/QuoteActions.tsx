import { useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { path, paths } from '../../paths.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Pencil, Send } from '../../ui/icons.ts';
import { toast } from '../../ui/toast.ts';
import type { QuoteDetail } from './words.ts';

/** What can be done to a quote as it stands. */
export function QuoteActions({ quote }: { quote: QuoteDetail }) {
  return (
    <>
      {quote.can.withdraw === true && <WithdrawButton quote={quote} />}
      {quote.can.edit === true && <EditLink quote={quote} />}
      {quote.draft && <SendButton quote={quote} />}
    </>
  );
}

function EditLink({ quote }: { quote: QuoteDetail }) {
  const { t } = useLingui();
  return (
    <ButtonLink
      icon={Pencil}
      variant={quote.draft ? 'secondary' : 'primary'}
      to={path(paths.console.editQuote, { quoteId: quote.id })}
    >
      {quote.draft ? t`Change it` : t`Write the next version`}
    </ButtonLink>
  );
}

function SendButton({ quote }: { quote: QuoteDetail }) {
  const { t } = useLingui();
  const { contact_name: name, contact_email: email } = quote;
  const send = $api.useMutation('post', '/v1/orders/quotes/{id}/send', {
    onSuccess: () => toast.good(t`The quote is on its way`),
  });
  const { state, can_request } = quote.special_price;
  const starts = state === 'needed' && can_request === true && quote.customer_id !== null;
  const said = t`${name} gets the document and a link to accept it, at ${email}. What is sent never changes.`;
  const press = async () => {
    const sure = await confirm({
      title: t`Send this quote?`,
      description: starts
        ? t`${said} The customer takes a special price: the request goes to your vendor with it, at your usual price.`
        : said,
      action: t`Send the quote`,
    });
    if (sure) send.mutate({ params: { path: { id: quote.id } } });
  };
  return (
    <Button
      variant="primary"
      icon={Send}
      busy={send.isPending}
      disabled={unless(quote.can.send)}
      onClick={() => void press()}
    >
      {t`Send the quote`}
    </Button>
  );
}

function WithdrawButton({ quote }: { quote: QuoteDetail }) {
  const { t } = useLingui();
  const withdraw = $api.useMutation('post', '/v1/orders/quotes/{id}/withdraw', {
    onSuccess: () => toast.good(t`The quote is withdrawn`),
  });
  const press = async () => {
    const sure = await confirm({
      title: t`Withdraw this quote?`,
      description: t`It can be accepted no more, and no further version can be sent.`,
      action: t`Withdraw the quote`,
      danger: true,
    });
    if (sure) withdraw.mutate({ params: { path: { id: quote.id } }, body: {} });
  };
  return (
    <Button busy={withdraw.isPending} onClick={() => void press()}>
      {t`Withdraw the quote`}
    </Button>
  );
}
