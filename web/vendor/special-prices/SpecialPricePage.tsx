import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
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
import { Card } from '../../ui/Card.tsx';
import { Check } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { AgreeForm } from './AgreeForm.tsx';
import { Levels } from './Levels.tsx';

/** One request: prices with their steps and margins, how heavy it is, its levels, its history, and what is to do. */
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
      {request.reopened && <Notice>{reopened[request.reopened]}</Notice>}
      <SpecialPriceLines request={request} />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {request.office && request.office.approvals.length > 0 && <Levels office={request.office} />}
          <SpecialPriceHistory request={request} />
        </div>
        <Facts request={request} />
      </div>
    </Page>
  );
}

function Actions({ request }: { request: SpecialPrice }) {
  const { t } = useLingui();
  const { id, can, state } = request;
  if (state !== 'requested' && state !== 'in_approval') return null;
  return (
    <>
      <DialogButton label={t`Decline`} title={t`Decline this request?`} disabled={unless(can.decline)}>
        {(close) => <NoteForm id={id} verb="decline" hint={t`The reseller reads it.`} onDone={close} />}
      </DialogButton>
      <DialogButton label={t`Ask back`} title={t`Return it with a question`} disabled={unless(can.return)}>
        {(close) => <NoteForm id={id} verb="return" hint={t`The reseller reads it.`} onDone={close} />}
      </DialogButton>
      {state === 'requested' ? (
        // Keys: once it is endorsed the other dialog must not open in this one's place.
        <DialogButton
          key="endorse"
          variant="primary"
          label={t`Endorse`}
          title={t`Endorse this request`}
          description={t`It goes to the first level that decides.`}
          disabled={unless(can.endorse)}
        >
          {(close) => (
            <NoteForm
              id={id}
              verb="endorse"
              hint={t`Those who decide read it; the reseller does not.`}
              onDone={close}
            />
          )}
        </DialogButton>
      ) : (
        <DialogButton
          key="agree"
          variant="primary"
          icon={Check}
          dialogSize="lg"
          label={t`Agree`}
          title={t`Agree to this price`}
          description={t`What you agree to binds price, floor, quantities and days.`}
          disabled={unless(can.agree)}
        >
          {(close) => <AgreeForm request={request} onDone={close} />}
        </DialogButton>
      )}
    </>
  );
}

function Facts({ request }: { request: SpecialPrice }) {
  const { t } = useLingui();
  const { date, number, percent } = useFormat();
  const { office, customer, order_id } = request;
  const employees = office?.group_headcount || customer.headcount;
  const order = order_id && (
    <Link to={path(paths.office.order, { orderId: order_id })}>
      <Trans>Held order</Trans>
    </Link>
  );
  return (
    <Card title={t`Request`}>
      <KeyValues
        facts={[
          {
            label: t`Reseller`,
            value: (
              <Link to={path(paths.office.reseller, { resellerId: request.reseller.id })}>
                <bdi>{request.reseller.name}</bdi>
              </Link>
            ),
          },
          { label: t`Customer`, value: <bdi>{request.customer_name}</bdi> },
          ...(customer.group_name ? [{ label: t`Group`, value: <bdi>{customer.group_name}</bdi> }] : []),
          { label: t`Employees`, value: employees ? number(employees) : t`Not known` },
          ...(order ? [{ label: t`Order`, value: order }] : []),
          { label: t`From`, value: date(request.valid_from) },
          { label: t`Until`, value: date(request.valid_to) },
          ...(office
            ? [
                { label: t`Deepest discount`, value: <bdi>{percent(office.discount)}</bdi> },
                { label: t`Worth in a year`, value: <Money value={office.value} /> },
                {
                  label: t`Margin`,
                  value: office.margin === null ? t`Not known` : <bdi>{percent(office.margin)}</bdi>,
                },
              ]
            : []),
          { label: t`Reason`, value: <bdi>{request.reason}</bdi> },
        ]}
      />
    </Card>
  );
}
