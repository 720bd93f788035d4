import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { path } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { CreditCard } from '../../ui/icons.ts';
import { Link } from '../../ui/Link.tsx';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Page } from '../Page.tsx';
import { type CardCharge, CardName, type KeptCard, useCardReasons, useChargeState } from './CardCharge.tsx';
import { CardOnFile } from './CardOnFile.tsx';
import { KeepCard, SetupNotice } from './KeepCard.tsx';

type Props = {
  /** Where the reader's face shows an invoice. */
  invoicePath: string;
  /** Whether the reader has orders that are paid ahead. */
  ahead?: boolean;
};

/** The card that is kept for what the reader is billed: on or off, another, none, and what was charged to it. */
export function KeptCardPage({ invoicePath, ahead = false }: Props) {
  const { t } = useLingui();
  const { data } = $api.useSuspenseQuery('get', '/v1/billing/card');
  return (
    <Page
      title={t`Automatic payment`}
      description={t`A card that pays your invoices on the day they fall due.`}
    >
      <SetupNotice />
      {data.card ? (
        <CardOnFile standing={data} card={data.card} ahead={ahead} />
      ) : (
        <NoCard standing={data} ahead={ahead} />
      )}
      {data.charges.length > 0 && <Charges charges={data.charges} invoicePath={invoicePath} />}
    </Page>
  );
}

function NoCard({ standing, ahead }: { standing: KeptCard; ahead: boolean }) {
  const { t } = useLingui();
  return (
    <Card>
      <Empty icon={CreditCard} title={t`No card is kept`}>
        <Trans>
          Keep a card once, and what <bdi>{standing.seller.name}</bdi> bills you is paid automatically. Until
          then you pay each invoice by transfer or by card.
        </Trans>
        <div className="mt-4 flex justify-center">
          <KeepCard standing={standing} ahead={ahead} label={t`Keep a card`} primary />
        </div>
      </Empty>
    </Card>
  );
}

function Charges({ charges, invoicePath }: { charges: readonly CardCharge[]; invoicePath: string }) {
  const { t } = useLingui();
  return (
    <Card flush title={t`Charges to your card`} description={t`What comes next, and the latest.`}>
      <ul>
        {charges.map((charge) => (
          <ChargeRow key={charge.id} charge={charge} invoicePath={invoicePath} />
        ))}
      </ul>
    </Card>
  );
}

function ChargeRow({ charge, invoicePath }: { charge: CardCharge; invoicePath: string }) {
  const { word, tone } = useChargeState()(charge);
  const number = <bdi className="figures">{charge.number}</bdi>;
  return (
    <li className="flex items-start justify-between gap-x-6 border-b border-line px-5 py-3.5 last:border-b-0">
      <div className="min-w-0">
        {charge.invoice_id ? (
          <Link to={path(invoicePath, { invoiceId: charge.invoice_id })}>{number}</Link>
        ) : (
          number
        )}
        <LastTry charge={charge} />
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1.5">
        <Money value={charge.state === 'paid' && charge.last_try ? charge.last_try.amount : charge.open} />
        <Badge tone={tone} dot>
          {word}
        </Badge>
      </div>
    </li>
  );
}

function LastTry({ charge: { last_try, card } }: { charge: CardCharge }) {
  const { instant } = useFormat();
  const reasons = useCardReasons();
  if (!last_try) return null;
  const at = instant(last_try.at);
  return (
    <p className="mt-1 text-sm text-muted">
      <CardName card={card} /> · {at}
      {last_try.reason && <span className="block text-bad">{reasons[last_try.reason]}</span>}
    </p>
  );
}
