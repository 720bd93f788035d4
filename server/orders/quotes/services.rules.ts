import type { Selectable } from 'kysely';
import type { OrdersService } from '../../../db/types.ts';
import type { Exemption } from '../../base/exemptions.ts';

/** A text in both languages. */
export type Text = { en: string; ar: string };

/**
 * What a reseller sells of its own. `unit_price`, `unit_cost`: minor units per piece, hour, seat, or cycle; exact decimal text. `exemption`: why it
 * bears no tax, null for one that does.
 */
export type Service = Omit<Selectable<OrdersService>, 'name' | 'description' | 'exemption'> & {
  name: Text;
  description: Text;
  exemption: Exemption | null;
};

/** fixed: once. per_hour, per_seat: once, for so many. recurring: every `cycle_months`. */
export const SERVICE_KINDS = ['fixed', 'per_hour', 'per_seat', 'recurring'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

export type NewService = Pick<
  Service,
  'name' | 'description' | 'kind' | 'cycle_months' | 'unit_price' | 'unit_cost' | 'exemption'
>;

/** What one unit of a service of this kind is called. */
export const SERVICE_UNITS: Record<ServiceKind, string> = {
  fixed: 'piece',
  per_hour: 'hour',
  per_seat: 'seat',
  recurring: 'service',
};

/** Why the service cannot be so, as field and sentence; undefined when it can. */
export function serviceFault(service: NewService): [field: string, sentence: string] | undefined {
  const { name, kind, cycle_months, unit_price, unit_cost } = service;
  if (!name.en.trim()) return ['name/en', 'Give the service a name in English.'];
  if (!name.ar.trim()) return ['name/ar', 'Give the service a name in Arabic.'];
  if (!SERVICE_KINDS.some((known) => known === kind))
    return ['kind', `A service is sold as: ${SERVICE_KINDS.join(', ')}.`];
  if (kind === 'recurring' && cycle_months !== 1 && cycle_months !== 12)
    return ['cycle_months', 'A recurring service is paid every month or every year.'];
  if (kind !== 'recurring' && cycle_months !== null)
    return ['cycle_months', 'Only a recurring service has a cycle.'];
  if (!isAmount(unit_price)) return ['unit_price', AMOUNT];
  if (unit_cost !== null && !isAmount(unit_cost)) return ['unit_cost', AMOUNT];
  return undefined;
}

/** Minor units, not negative, with at most 12 digits before and after the point. */
function isAmount(text: string): boolean {
  return /^\d{1,12}(\.\d{1,12})?$/.test(text);
}

const AMOUNT = 'A price is in minor units (halalas), such as 25000, and not negative.';
