import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { api } from '../api/client.ts';
import type { PaletteItem, PaletteSearch } from '../kit/navigation.ts';
import { path, paths } from '../paths.ts';
import { Building2, Package, Repeat, ShoppingCart } from '../ui/icons.ts';

/** Finds customers, products, orders and subscriptions by name, number or domain. */
export const search: PaletteSearch = async (q, signal) => {
  const params = { query: { q, limit: 5 } };
  const found = await Promise.all([customers(), products(), orders(), subscriptions()].map(orNothing));
  return found.flat();

  async function customers(): Promise<PaletteItem[]> {
    const { data } = await api.GET('/v1/orders/customers', { params, signal });
    return (data?.items ?? []).map(({ id, name }) => ({
      ...{ id, label: name, note: t`Customer`, icon: Building2 },
      to: path(paths.console.customer, { customerId: id }),
    }));
  }

  async function products(): Promise<PaletteItem[]> {
    const { data } = await api.GET('/v1/orders/store', { params, signal });
    return (data?.items ?? []).map(({ id, name }) => ({
      ...{ id, label: text(name), note: t`Product`, icon: Package },
      to: path(paths.console.product, { productId: id }),
    }));
  }

  async function orders(): Promise<PaletteItem[]> {
    const { data } = await api.GET('/v1/orders/orders', { params, signal });
    return (data?.items ?? []).map(({ id, number, customer }) => ({
      ...{ id, label: `${number} · ${customer.name}`, note: t`Order`, icon: ShoppingCart },
      to: path(paths.console.order, { orderId: id }),
    }));
  }

  async function subscriptions(): Promise<PaletteItem[]> {
    const { data } = await api.GET('/v1/orders/subscriptions', { params, signal });
    return (data?.items ?? []).map(({ id, number, offer, domain }) => ({
      ...{ id, label: [number, text(offer.product_name), domain].filter(Boolean).join(' · ') },
      ...{ note: t`Subscription`, icon: Repeat },
      to: path(paths.console.subscription, { subscriptionId: id }),
    }));
  }
};

function text(both: { en: string; ar: string }): string {
  return i18n.locale === 'ar' ? both.ar : both.en;
}

/** One kind that could not be asked leaves the others to be found. */
async function orNothing(items: Promise<PaletteItem[]>): Promise<PaletteItem[]> {
  return items.catch(() => []);
}
