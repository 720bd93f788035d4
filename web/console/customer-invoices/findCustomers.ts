import { api } from '../../api/client.ts';
import type { FindBuyers } from '../../kit/billing/BuyerField.tsx';

/** Customers by a part of their name, with the account they are billed on: those who ever got an invoice. */
export const findCustomers: FindBuyers = async (text, signal) => {
  const query = { side: 'issued' as const, limit: 100, ...(text && { q: text }) };
  const { data } = await api.GET('/v1/billing/invoices', { params: { query }, signal });
  const byAccount = new Map((data?.items ?? []).map((invoice) => [invoice.account_id, invoice]));
  return [...byAccount.values()].map(({ account_id, buyer, total }) => ({
    account_id,
    buyer_id: buyer.id,
    name: buyer.name,
    currency: total.currency,
  }));
};
