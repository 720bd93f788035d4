import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { type FieldProblem, Problem } from '../../api/problem.ts';
import type { Cart, CartLine } from '../store/cart.ts';

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

/** What is wrong with each line, by its place and field: `faults(error)(0).quantity`. */
export function faultsOf(
  error: unknown,
): (index: number) => Partial<Record<keyof CartLine | 'offer_id', string>> {
  const problems = error instanceof Problem ? error.errors : [];
  return (index) => Object.fromEntries(problems.flatMap((problem) => faultOfLine(problem, index)));
}

function faultOfLine({ pointer, detail }: FieldProblem, index: number): [string, string][] {
  const [, , line, field = ''] = pointer.split('/');
  return line === String(index) ? [[field, detail]] : [];
}
