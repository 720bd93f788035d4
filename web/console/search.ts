import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { api } from '../api/client.ts';
import type { PaletteItem, PaletteSearch } from '../kit/navigation.ts';
import { path, paths } from '../paths.ts';
import { Building2, FileText, Package, Receipt, Repeat, ShoppingCart } from '../ui/icons.ts';

/** Finds customers, products, orders, subscriptions, quotes and invoices by name, number or domain. */
export const search: PaletteSearch = async (q, signal) => {
  const params = { query: { q, limit: 5 } };
  const found = await Promise.all(
    [customers(), products(), orders(), subscriptions(), quotes(), ...invoices()].map(orNothing),
  );
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

  async function quotes(): Promise<PaletteItem[]> {
    const { data } = await api.GET('/v1/orders/quotes', { params, signal });
    return (data?.items ?? []).map(({ id, number, customer_name }) => ({
      ...{ id, label: `${number} · ${customer_name}`, note: t`Quote`, icon: FileText },
      to: path(paths.console.quote, { quoteId: id }),
    }));
  }

  /** Those it was sent, and those it sent. */
  function invoices(): Promise<PaletteItem[]>[] {
    return (['received', 'issued'] as const).map(async (side) => {
      const asked = { query: { ...params.query, side } };
      const { data } = await api.GET('/v1/billing/invoices', { params: asked, signal });
      return (data?.items ?? []).map(({ id, number, buyer }) => ({
        ...{ id, label: [number, side === 'issued' && buyer.name].filter(Boolean).join(' · ') },
        ...{ note: t`Invoice`, icon: Receipt },
        to: path(side === 'issued' ? paths.console.customerInvoice : paths.console.invoice, {
          invoiceId: id,
        }),
      }));
    });
  }
};

function text(both: { en: string; ar: string }): string {
  return i18n.locale === 'ar' ? both.ar : both.en;
}

/** One kind that could not be asked leaves the others to be found. */
async function orNothing(items: Promise<PaletteItem[]>): Promise<PaletteItem[]> {
  return items.catch(() => []);
}
