import { i18n } from '@lingui/core';
import { api } from '../api/client.ts';
import type { PaletteItem, PaletteSearch } from '../kit/navigation.ts';
import { path, paths } from '../paths.ts';
import { Handshake, Inbox, Package, Receipt, Repeat, ShoppingCart, Target } from '../ui/icons.ts';

const FEW = 4;

/** Finds resellers, applications, products, deals, orders, subscriptions and invoices by a part of their name or number. */
export const search: PaletteSearch = async (q, signal) => {
  const asked = { params: { query: { q, limit: FEW } }, signal };
  const found = await Promise.allSettled([
    api.GET('/v1/program/resellers', asked).then(({ data }) => (data?.items ?? []).map(reseller)),
    api.GET('/v1/program/applications', asked).then(({ data }) => (data?.items ?? []).map(application)),
    api.GET('/v1/catalog/products', asked).then(({ data }) => (data?.items ?? []).map(product)),
    api.GET('/v1/deals/deals', asked).then(({ data }) => (data?.items ?? []).map(deal)),
    api.GET('/v1/orders/orders', asked).then(({ data }) => (data?.items ?? []).map(order)),
    api.GET('/v1/orders/subscriptions', asked).then(({ data }) => (data?.items ?? []).map(subscription)),
    api
      .GET('/v1/billing/invoices', { params: { query: { q, limit: FEW, side: 'issued' } }, signal })
      .then(({ data }) => (data?.items ?? []).map(invoice)),
  ]);
  // What the person may not see is refused, and simply not found.
  return found.flatMap((part) => (part.status === 'fulfilled' ? part.value : []));
};

function reseller({
  id,
  name,
  account_number,
}: {
  id: string;
  name: string;
  account_number: string;
}): PaletteItem {
  const to = path(paths.office.reseller, { resellerId: id });
  return { id, label: name, note: account_number, icon: Handshake, to };
}

function application({ id, company, number }: { id: string; company: string; number: string }): PaletteItem {
  const to = path(paths.office.application, { applicationId: id });
  return { id, label: company, note: number, icon: Inbox, to };
}

function product({
  id,
  name,
  code,
}: {
  id: string;
  name: { en: string; ar: string };
  code: string;
}): PaletteItem {
  const label = i18n.locale === 'ar' ? name.ar : name.en;
  return { id, label, note: code, icon: Package, to: path(paths.office.product, { productId: id }) };
}

function deal({ id, name, number }: { id: string; name: string; number: string }): PaletteItem {
  return { id, label: name, note: number, icon: Target, to: path(paths.office.deal, { dealId: id }) };
}

type Named = { id: string; number: string; customer: { name: string } };

function order({ id, number, customer }: Named): PaletteItem {
  return {
    id,
    label: number,
    note: customer.name,
    icon: ShoppingCart,
    to: path(paths.office.order, { orderId: id }),
  };
}

function subscription({ id, number, customer, domain }: Named & { domain: string | null }): PaletteItem {
  const to = path(paths.office.subscription, { subscriptionId: id });
  return { id, label: domain ?? number, note: customer.name, icon: Repeat, to };
}

function invoice({
  id,
  number,
  buyer,
}: {
  id: string;
  number: string | null;
  buyer: { name: string };
}): PaletteItem {
  const to = path(paths.office.invoice, { invoiceId: id });
  return { id, label: number ?? buyer.name, note: number ? buyer.name : '', icon: Receipt, to };
}
