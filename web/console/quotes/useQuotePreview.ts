import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { linesBody, partyBody, type QuoteValues } from './schema.ts';

type Asked = Pick<QuoteValues, 'who' | 'customer_id' | 'prospect' | 'lines'>;

/** What the quote would say and leave to the seller, and what it would bind both to, as it is typed. */
export function useQuotePreview(values: Asked, currency: string) {
  const settled = useSettled(JSON.stringify(bodyOf(values, currency)));
  const body = JSON.parse(settled) as ReturnType<typeof bodyOf>;
  const complete = body.lines.length > 0 && (body.customer_id !== null || body.prospect !== null);
  return useQuery({
    queryKey: ['quote-preview', settled],
    queryFn: async ({ signal }) => {
      const [preview, consequences] = await Promise.all([
        api.POST('/v1/orders/quotes/preview', { body, signal }),
        api.POST('/v1/orders/consequences', { body, signal }),
      ]);
      return { preview: preview.data as Preview, consequences: consequences.data as Consequences };
    },
    enabled: complete,
    // While something is typed, what was asked before still tells about the rest.
    placeholderData: (before) => (complete ? before : undefined),
    retry: false,
    gcTime: 60_000,
  });
}

function bodyOf({ lines, ...values }: Asked, currency: string) {
  const { customer_id, prospect } = partyBody(values);
  const { name = '', country = '', domain = null, headcount = null, body_kind } = prospect ?? {};
  const them = prospect && { name, country, domain, headcount, ...(body_kind && { body_kind }) };
  return { customer_id: customer_id || null, prospect: them, lines: linesBody(lines, currency) };
}

/** The text once it has not changed for a third of a second: typing asks once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export type Preview = components['schemas']['QuotePreview'];
export type Consequences = components['schemas']['Consequences'];
