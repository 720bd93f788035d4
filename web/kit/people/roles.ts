import { useLingui } from '@lingui/react/macro';
import type { Kind } from '../session.ts';

export type Role = { value: string; label: string; note: string };

/** The roles an organization of a kind has, with what each is for. */
export function useRoles(kind: Kind): Role[] {
  const { t } = useLingui();
  const roles: Record<Kind, Role[]> = {
    vendor: [
      { value: 'administrator', label: t`Administrator`, note: t`Everything, people and settings too.` },
      {
        value: 'channel_manager',
        label: t`Channel manager`,
        note: t`Applications, resellers, catalogue and plans.`,
      },
      {
        value: 'channel_supervisor',
        label: t`Channel supervisor`,
        note: t`Releases orders at a special price.`,
      },
      { value: 'management', label: t`Management`, note: t`Reads everything and releases held orders.` },
      { value: 'finance', label: t`Finance`, note: t`Month end, invoices, payments and the ledger.` },
      { value: 'care', label: t`Care`, note: t`Provisions by hand and helps resellers.` },
    ],
    reseller: [
      { value: 'owner', label: t`Owner`, note: t`Everything, people and settings too.` },
      { value: 'sales', label: t`Sales`, note: t`Customers, orders and subscriptions.` },
      { value: 'billing', label: t`Billing`, note: t`Invoices and payments, of both sides.` },
      { value: 'support', label: t`Support`, note: t`Helps customers; reads what they have.` },
    ],
    customer: [
      { value: 'administrator', label: t`Administrator`, note: t`Everything, people and invoices too.` },
      { value: 'member', label: t`Member`, note: t`Sees what the organization uses.` },
    ],
  };
  return roles[kind];
}

/** What roles are called, for those a person holds. */
export function useRoleNames(kind: Kind): (roles: readonly string[]) => string {
  const roles = useRoles(kind);
  const { i18n } = useLingui();
  const list = new Intl.ListFormat(i18n.locale, { style: 'narrow', type: 'conjunction' });
  return (held) => list.format(held.map((role) => roles.find(({ value }) => value === role)?.label ?? role));
}
