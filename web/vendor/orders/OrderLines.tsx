import { useLingui } from '@lingui/react/macro';
import { useOfferWords } from '../../kit/orders/offers.ts';
import { ProductName } from '../../kit/orders/ProductName.tsx';
import type { OrderDetail } from '../../kit/orders/words.ts';
import { path, paths } from '../../paths.ts';
import { Link } from '../../ui/Link.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';

/** The products of an order; what the reseller sells them for is its own affair. */
export function OrderLines({ order }: { order: OrderDetail }) {
  const { t } = useLingui();
  const { count, term } = useOfferWords();
  return (
    <Table caption={t`What is ordered`}>
      <thead>
        <tr>
          <Th>{t`Product`}</Th>
          <Th className="max-sm:hidden">{t`Term`}</Th>
          <Th numeric>{t`Quantity`}</Th>
          <Th>
            <span className="sr-only">{t`Subscription`}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map((line) => (
          <Tr key={line.line}>
            <Td>
              <ProductName offer={line.offer} domain={line.domain} />
            </Td>
            <Td className="text-muted max-sm:hidden">{term(line.offer)}</Td>
            <Td numeric>{count(line.offer.unit, line.quantity)}</Td>
            <Td className="text-end">
              {line.subscription_id && (
                <Link to={path(paths.office.subscription, { subscriptionId: line.subscription_id })}>
                  {t`Subscription`}
                </Link>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
