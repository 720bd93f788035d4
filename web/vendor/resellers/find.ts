import { api } from '../../api/client.ts';
import type { Buyer } from '../../kit/billing/BuyerField.tsx';

/** Resellers by a part of their name, as buyers of the vendor. */
export async function findResellers(text: string, signal: AbortSignal): Promise<Buyer[]> {
  const query = { limit: 20, ...(text && { q: text }) };
  const { data } = await api.GET('/v1/program/resellers', { params: { query }, signal });
  return (data?.items ?? []).map(({ id, name, account_id, currency }) => ({
    buyer_id: id,
    name,
    account_id,
    currency,
  }));
}
