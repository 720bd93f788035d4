import { i18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import { api } from '../api/client.ts';
import type { PaletteSearch } from '../kit/navigation.ts';
import { path, paths } from '../paths.ts';
import { Repeat } from '../ui/icons.ts';

/** Finds the customer's subscriptions by number or domain. */
export const search: PaletteSearch = async (q, signal) => {
  const params = { query: { q, limit: 8 } };
  const { data } = await api.GET('/v1/orders/subscriptions', { params, signal });
  return (data?.items ?? []).map(({ id, number, offer, domain }) => ({
    id,
    label: [number, offer.product_name[i18n.locale === 'ar' ? 'ar' : 'en'], domain]
      .filter(Boolean)
      .join(' · '),
    note: t`Subscription`,
    icon: Repeat,
    to: path(paths.panel.subscription, { subscriptionId: id }),
  }));
};
