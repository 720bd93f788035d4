import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Cart } from '../store/cart.ts';
import { orderBody } from './usePreview.ts';

/** What the order would bind the reseller and its customer to, as the cart stands; nothing while it cannot be told. */
export function useConsequences(cart: Cart) {
  const { customer_id, lines } = orderBody(cart);
  const body = {
    customer_id,
    lines: lines.map((line) => ({ ...line, service_id: null, unit_price: null })),
  };
  const { data } = useQuery({
    queryKey: ['order-consequences', body],
    queryFn: ({ signal }) =>
      api.POST('/v1/orders/consequences', { body, signal }).then((answer) => answer.data),
    enabled: Boolean(body.customer_id) && body.lines.length > 0,
    placeholderData: (before) => before,
    retry: false,
    gcTime: 60_000,
  });
  return data;
}
