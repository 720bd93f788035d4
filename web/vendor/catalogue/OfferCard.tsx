import { useLingui } from '@lingui/react/macro';
import { type Answer, api } from '../../api/client.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { unless } from '../../kit/can.ts';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { useCan } from '../../kit/session.ts';
import { useToday } from '../../kit/useToday.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { CostPrices } from './CostPrices.tsx';
import { EditOffer } from './EditOffer.tsx';
import { PriceButton } from './PriceButton.tsx';
import { priceOn } from './prices.ts';
import { WithdrawButton } from './WithdrawButton.tsx';

export type Offer = Answer<'/v1/catalog/products/{id}'>['offers'][number];

/** One way a product is sold, with every list price it has had and will have. */
export function OfferCard({ offer, unit }: { offer: Offer; unit: string }) {
  const { text, percent } = useFormat();
  const { term, cycle, count, binds } = useOfferWords();
  const { t } = useLingui();
  const mayEdit = unless(useCan('catalogue.edit'));
  const [least, most] = [count(unit, offer.minimum_quantity), count(unit, offer.maximum_quantity)];
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2.5">
          {text(offer.name)}
          {offer.withdrawn_at && <Badge>{t`Withdrawn`}</Badge>}
        </span>
      }
      description={[term(offer), cycle(offer), t`${least} to ${most}`, ...binds(offer, percent)].join(' · ')}
      actions={
        <>
          <WithdrawButton
            size="sm"
            variant="quiet"
            name={`offer-withdrawal-${offer.id}`}
            back={offer.withdrawn_at !== null}
            title={offer.withdrawn_at ? t`Put the offer back on sale` : t`Take this offer out of the store?`}
            disabled={mayEdit}
            send={(withdrawn, valid_from) =>
              api.POST('/v1/catalog/offers/{id}/versions', {
                params: { path: { id: offer.id } },
                body: { withdrawn, valid_from },
              })
            }
          />
          {!offer.withdrawn_at && (
            <>
              <EditOffer offer={offer} disabled={mayEdit} />
              <PriceButton offer={offer} unit={unit} disabled={mayEdit} />
            </>
          )}
        </>
      }
    >
      <Prices offer={offer} unit={unit} />
      <CostPrices offer={offer} unit={unit} />
    </Card>
  );
}

function Prices({ offer, unit }: { offer: Offer; unit: string }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const { per } = useOfferWords();
  const today = useToday();
  const prices = offer.prices.toSorted(
    (one, other) =>
      one.currency.localeCompare(other.currency) || other.valid_from.localeCompare(one.valid_from),
  );
  return (
    <Table caption={t`List prices`}>
      <thead>
        <tr>
          <Th>{t`Currency`}</Th>
          <Th>{t`From`}</Th>
          <Th numeric>{t`List price`}</Th>
          <Th numeric>{t`Floor`}</Th>
          <Th>
            <span className="sr-only">{t`State`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {prices.map((price) => (
          <Tr key={`${price.currency} ${price.valid_from}`}>
            <Td>{price.currency}</Td>
            <Td>{date(price.valid_from)}</Td>
            <Td numeric>
              <UnitPrice minor={price.unit_price} currency={price.currency} />
              <span className="block text-sm text-muted">{per({ ...offer, unit })}</span>
            </Td>
            <Td numeric>
              {price.floor_price ? (
                <UnitPrice minor={price.floor_price} currency={price.currency} />
              ) : (
                <span className="text-faint">—</span>
              )}
            </Td>
            <Td className="w-28 text-end">
              {price.valid_from > today && <Badge tone="info">{t`Coming`}</Badge>}
              {price === priceOn(offer.prices, price.currency, today) && (
                <Badge tone="good">{t`In force`}</Badge>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
