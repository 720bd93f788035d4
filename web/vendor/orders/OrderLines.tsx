import { useLingui } from '@lingui/react/macro';
import { useOfferWords } from '../../kit/orders/offers.ts';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { path, paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Line = OrderDetail['lines'][number];

/** The products of an order; what the reseller sells them for is its own affair. */
export function OrderLines({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const { count } = useOfferWords();
  return (
    <Table caption={t`What is ordered`}>
      <thead>
        <tr>
          <Th>{t`Product`}</Th>
          <Th numeric>{t`Quantity`}</Th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map((line) => (
          <Tr key={line.line}>
            <Td>
              <Product line={line} />
            </Td>
            <Td numeric className="whitespace-nowrap">
              {count(line.offer.unit, line.quantity)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The product, leading to its subscription once there is one. */
function Product({ line: { offer, domain, subscription_id } }: { line: Line }) {
  const { text } = useFormat();
  const { term } = useOfferWords();
  const name = <bdi>{text(offer.product_name)}</bdi>;
  return (
    <span className="flex flex-col py-1">
      {subscription_id ? (
        <Link to={path(paths.office.subscription, { subscriptionId: subscription_id })}>{name}</Link>
      ) : (
        <span className="font-medium">{name}</span>
      )}
      <span className="text-sm text-muted">
        {text(offer.offer_name)} · {term(offer)}
      </span>
      {domain && <bdi className="text-sm text-muted wrap-anywhere">{domain}</bdi>}
    </span>
  );
}
