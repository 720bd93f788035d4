import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import type { Cart } from '../store/cart.ts';

/** The order as the API takes it. */
export function orderBody({ customerId, lines }: Cart) {
  return {
    customer_id: customerId,
    lines: lines.map(({ offer, quantity, domain }) => ({
      offer_id: offer.offer_id,
      quantity,
      domain: domain.trim() || null,
    })),
  };
}

/** What the order would cost and what would happen to it, as the cart stands; nothing while it is not complete. */
export function usePreview(cart: Cart) {
  const body = orderBody(useSettled(cart));
  const complete = Boolean(body.customer_id) && body.lines.length > 0;
  return useQuery({
    queryKey: ['order-preview', body],
    queryFn: ({ signal }) => api.POST('/v1/orders/orders/preview', { body, signal }).then(({ data }) => data),
    enabled: complete,
    // While a domain is typed, what was asked before still tells about the rest.
    placeholderData: (before) => (complete ? before : undefined),
    retry: false,
    gcTime: 60_000,
  });
}

/** The value once it has not changed for a third of a second: typing asks once. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 300);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export type Preview = NonNullable<ReturnType<typeof usePreview>['data']>;
