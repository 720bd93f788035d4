import type { Selectable } from 'kysely';
import type { ProgramReseller } from '../../db/types.ts';

/** What the program adds to a reseller's organization: its account with the vendor, and who looks after it. */
export type Reseller = Selectable<ProgramReseller>;

export type Keepers = Pick<Reseller, 'channel_manager_id' | 'channel_supervisor_id'>;

/** Who may be named for which part, by their roles at the vendor. */
export const KEEPER_ROLES = {
  channel_manager_id: ['channel_manager', 'administrator'],
  channel_supervisor_id: ['channel_supervisor', 'management', 'administrator'],
} as const satisfies Record<keyof Keepers, readonly string[]>;

/** A price source and billing preference, named. No bundle plan: list price. */
export type PlanStep = {
  bundle_plan: { id: string; name: { en: string; ar: string } } | null;
  billing_preference: 'prepay' | 'postpay';
};

/** A plan or preference that is decided for coming days. */
export type ComingPlan = PlanStep & { valid_from: string };

/** The tiers of catalog’s plans, lowest first. */
export type TierName = 'registered' | 'silver' | 'gold' | 'platinum';

type Contact = { name: string; email: string };

/** A reseller as it sees itself. */
export type OwnReseller = Pick<
  Reseller,
  'id' | 'account_id' | 'account_number' | 'currency' | 'approved_at'
> &
  PlanStep & { coming: ComingPlan[]; tier: TierName; channel_manager: Contact; channel_supervisor: Contact };

/** A reseller in the vendor's list. `customers`: of its whole branch. */
export type ListedReseller = Omit<OwnReseller, 'coming' | 'channel_manager' | 'channel_supervisor'> & {
  name: string;
  country: string;
  domain: string | null;
  state: string;
  created_at: string;
  customers: number;
  channel_manager: Contact & { id: string };
  channel_supervisor: Contact & { id: string };
};

export type ResellerDetail = ListedReseller & {
  plans: (PlanStep & {
    valid_from: string;
    recorded_at: string;
    decided_by: string | null;
    in_force: boolean;
  })[];
};
