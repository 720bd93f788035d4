import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Page } from '../../kit/Page.tsx';
import { NoteForm } from '../../kit/special-prices/NoteForm.tsx';
import {
  Notice,
  SpecialPriceHistory,
  SpecialPriceLines,
  SpecialPriceState,
} from '../../kit/special-prices/parts.tsx';
import { type SpecialPrice, useSpecialPriceWords } from '../../kit/special-prices/words.ts';
import { path, paths } from '../../paths.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** One request of the reseller's: how it stands, what was asked and what was approved. */
export default function SpecialPricePage() {
  const { t } = useLingui();
  const { specialPriceId = '' } = useParams({ strict: false }) as { specialPriceId?: string };
  const params = { path: { id: specialPriceId } };
  const request = $api.useSuspenseQuery('get', '/v1/deals/special-prices/{id}', { params }).data;
  const { reopened } = useSpecialPriceWords();
  const number = request.number;
  return (
    <Page
      width="wide"
      title={t`Special price ${number}`}
      badge={<SpecialPriceState state={request.state} />}
      actions={<Actions request={request} />}
    >
      {request.reopened && request.state !== 'approved' && <Notice>{reopened[request.reopened]}</Notice>}
      {request.state === 'approved' && request.order_id && (
        <Notice>
          <Trans>
            The price is approved: the order can be released at it.{' '}
            <Link to={path(paths.console.order, { orderId: request.order_id })}>Go to the order</Link>
          </Trans>
        </Notice>
      )}
      <SpecialPriceLines request={request} />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <SpecialPriceHistory request={request} />
        <Facts request={request} />
      </div>
    </Page>
  );
}

function Actions({ request: { id, can, state } }: { request: SpecialPrice }) {
  const { t } = useLingui();
  const withdraw = $api.useMutation('post', '/v1/deals/special-prices/{id}/withdraw', {
    onSuccess: () => toast.good(t`The request is withdrawn`),
  });
  const press = async () => {
    const sure = await confirm({
      title: t`Withdraw this request?`,
      description: t`Nobody decides on it any more. You can ask again.`,
      action: t`Withdraw the request`,
      danger: true,
    });
    if (sure) withdraw.mutate({ params: { path: { id } }, body: { note: null } });
  };
  if (can.withdraw !== true) return null;
  return (
    <>
      <Button busy={withdraw.isPending} onClick={() => void press()}>
        <Trans>Withdraw</Trans>
      </Button>
      {state === 'returned' && (
        <DialogButton
          variant="primary"
          label={t`Answer`}
          title={t`Answer the question`}
          disabled={unless(can.answer)}
        >
          {(close) => (
            <NoteForm id={id} verb="answer" hint={t`Your channel supervisor reads it.`} onDone={close} />
          )}
        </DialogButton>
      )}
    </>
  );
}

function Facts({ request }: { request: SpecialPrice }) {
  const { t } = useLingui();
  const { date } = useFormat();
  return (
    <Card title={t`Request`}>
      <KeyValues
        facts={[
          {
            label: t`Customer`,
            value: (
              <Link to={path(paths.console.customer, { customerId: request.customer_id })}>
                <bdi>{request.customer_name}</bdi>
              </Link>
            ),
          },
          { label: t`From`, value: date(request.valid_from) },
          { label: t`Until`, value: date(request.valid_to) },
          { label: t`Reason`, value: <bdi>{request.reason}</bdi> },
        ]}
      />
    </Card>
  );
}
