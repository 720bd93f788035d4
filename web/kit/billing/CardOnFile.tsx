import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Switch } from '../../ui/Checkbox.tsx';
import { CreditCard } from '../../ui/icons.ts';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { unless } from '../can.ts';
import { confirm } from '../confirm.ts';
import { CardName, type KeptCard } from './CardCharge.tsx';
import { KeepCard } from './KeepCard.tsx';

type Kept = NonNullable<KeptCard['card']>;
type Props = { standing: KeptCard; card: Kept; ahead: boolean };

/** The kept card: what it is, whether it pays by itself, another or none in its place. */
export function CardOnFile({ standing, card, ahead }: Props) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const agreed = standing.mandate && instant(standing.mandate.agreed_at);
  return (
    <Card
      title={t`Your card`}
      actions={
        <>
          <KeepCard standing={standing} ahead={ahead} label={t`Replace`} />
          <RemoveCard standing={standing} />
        </>
      }
      footer={
        standing.mandate && (
          <>
            <p className="font-medium text-ink">
              <Trans>Agreed on {agreed}</Trans>
            </p>
            <p className="mt-1 max-w-prose" lang={standing.mandate.language} dir="auto">
              {standing.mandate.words}
            </p>
          </>
        )
      }
    >
      <div className="grid gap-6 sm:grid-cols-2">
        <Face card={card} />
        <Switches standing={standing} card={card} ahead={ahead} />
      </div>
    </Card>
  );
}

function Face({ card }: { card: Kept }) {
  const { month } = useFormat();
  const until = month(card.expires_on);
  return (
    <div className="flex items-start gap-3.5">
      <span className="rounded-lg bg-accent-soft p-2.5 text-accent-text">
        <CreditCard className="size-5" strokeWidth={1.75} aria-hidden />
      </span>
      <div className="min-w-0">
        <p className="text-lg font-semibold">
          <CardName card={card} />
        </p>
        <p className="text-muted">
          <Trans>Valid until the end of {until}</Trans>
        </p>
        {card.ends !== 'later' && (
          <p className="mt-1.5">
            <Badge tone={card.ends === 'past' ? 'bad' : 'warn'}>
              {card.ends === 'past' ? <Trans>Expired</Trans> : <Trans>Expires soon</Trans>}
            </Badge>
          </p>
        )}
      </div>
    </div>
  );
}

function Switches({ standing, card, ahead }: Props) {
  const { t } = useLingui();
  const change = $api.useMutation('patch', '/v1/billing/card');
  const turn = async (next: { automatic: boolean; prepaid: boolean }) => {
    const wider = (next.automatic && !card.automatic) || (next.prepaid && !card.prepaid);
    const description = next.prepaid ? standing.agreement.prepaid : standing.agreement.invoices;
    const ask = { title: t`Turn automatic payment on?`, description, action: t`Agree and turn on` };
    if (wider && !(await confirm(ask))) return;
    await change.mutateAsync({ body: next }, { onSuccess: () => toast.good(t`Saved`) });
  };
  const disabled = standing.can.keep !== true || change.isPending;
  return (
    <div className="flex flex-col gap-4">
      <Switch
        label={t`Pay invoices automatically`}
        hint={t`On the day each falls due, with what is then open of it.`}
        value={card.automatic}
        disabled={disabled}
        onValueChange={(automatic) => void turn({ automatic, prepaid: automatic && card.prepaid })}
      />
      {ahead && (
        <Switch
          label={t`Pay prepaid orders automatically`}
          hint={t`At once, when an order waits for its payment.`}
          value={card.prepaid}
          disabled={disabled || !card.automatic}
          onValueChange={(prepaid) => void turn({ automatic: card.automatic, prepaid })}
        />
      )}
      {standing.can.keep !== true && <p className="text-sm text-muted">{standing.can.keep}</p>}
    </div>
  );
}

function RemoveCard({ standing }: { standing: KeptCard }) {
  const { t } = useLingui();
  const remove = $api.useMutation('delete', '/v1/billing/card');
  const press = async () => {
    const yes = await confirm({
      title: t`Remove this card?`,
      description: t`Nothing is charged to it any more. Invoices are then paid by hand.`,
      action: t`Remove the card`,
      danger: true,
    });
    if (yes) await remove.mutateAsync({}, { onSuccess: () => toast.good(t`Card removed`) });
  };
  return (
    <Button disabled={unless(standing.can.keep)} busy={remove.isPending} onClick={() => void press()}>
      {t`Remove`}
    </Button>
  );
}
