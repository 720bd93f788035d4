import type { Selectable } from 'kysely';
import type { DealsApproval, DealsApprovalStructure, DealsDelegation } from '../../../db/types.ts';
import type { ROLES } from '../../base/permissions.ts';
import { isOver, type Terms, type Weight } from './special-prices.rules.ts';

type VendorRole = (typeof ROLES.vendor)[number];

/** When a level is needed. Thresholds are alternatives; without any the level is always needed. No countries: in every country. */
export type ApprovalConditions = {
  /** The discount on list is deeper than this fraction. */
  discount_over: string | null;
  /** A year at the wished price is worth more than this, in minor units of the vendor's currency. */
  value_over: number | null;
  /** The vendor's margin is thinner than this fraction, or nobody knows it. */
  margin_under: string | null;
  countries: string[];
};

/** One step up: who agrees, when it is needed, and how long they have. `person_ids`: these alone; empty: anybody with one of the roles. */
export type ApprovalLevel = {
  name: { en: string; ar: string };
  roles: VendorRole[];
  person_ids: string[];
  conditions: ApprovalConditions;
  decide_within_hours: number;
  remind_after_hours: number;
};

export type ApprovalStructure = Omit<Selectable<DealsApprovalStructure>, 'levels'> & {
  levels: ApprovalLevel[];
};

const ALWAYS: ApprovalConditions = {
  discount_over: null,
  value_over: null,
  margin_under: null,
  countries: [],
};

/** What holds until the vendor writes its own: the channel's managers, then management (program FAQ, "Program Basics"). */
export const FIRST_LEVELS: readonly ApprovalLevel[] = [
  {
    name: { en: 'Channel management', ar: 'إدارة القناة' },
    roles: ['channel_manager', 'administrator'],
    person_ids: [],
    conditions: ALWAYS,
    decide_within_hours: 48,
    remind_after_hours: 24,
  },
  {
    name: { en: 'Management', ar: 'الإدارة' },
    roles: ['management'],
    person_ids: [],
    conditions: ALWAYS,
    decide_within_hours: 72,
    remind_after_hours: 24,
  },
];

/** Whether every request of any country goes through the level. */
function isAlways({ conditions }: Pick<ApprovalLevel, 'conditions'>): boolean {
  const { discount_over, value_over, margin_under, countries } = conditions;
  return discount_over === null && value_over === null && margin_under === null && countries.length === 0;
}

/** What is wrong with the levels: the place and a sentence. */
export function levelFaults(levels: readonly ApprovalLevel[]): { index: number; detail: string }[] {
  const none = levels.some(isAlways)
    ? []
    : [{ index: 0, detail: 'One level must hold for every request: leave its conditions empty.' }];
  return [
    ...none,
    ...levels.flatMap((level, index) => {
      const detail = levelFault(level);
      return detail ? [{ index, detail }] : [];
    }),
  ];
}

function levelFault({
  roles,
  person_ids,
  decide_within_hours,
  remind_after_hours,
}: ApprovalLevel): string | undefined {
  if (roles.length === 0 && person_ids.length === 0) return 'Say who agrees here: a role, or people.';
  if (remind_after_hours >= decide_within_hours) return 'The reminder must come before the deadline.';
  return undefined;
}

/** Which of a level's conditions a request meets; null when it does not go through the level. Without conditions it always does. */
export function needs(
  { conditions }: Pick<ApprovalLevel, 'conditions'>,
  { discount, value, margin }: Weight,
  country: string,
): ApprovalReason[] | null {
  const { discount_over, value_over, margin_under, countries } = conditions;
  if (countries.length > 0 && !countries.includes(country)) return null;
  if (discount_over === null && value_over === null && margin_under === null) return [];
  const met: ApprovalReason[] = [
    ...(discount_over !== null && isOver(discount, discount_over) ? (['discount'] as const) : []),
    ...(value_over !== null && value > BigInt(value_over) ? (['value'] as const) : []),
    ...(margin_under !== null && (margin === null || isOver(margin_under, margin))
      ? (['margin'] as const)
      : []),
  ];
  return met.length > 0 ? met : null;
}

export const APPROVAL_REASONS = ['discount', 'value', 'margin'] as const;
export type ApprovalReason = (typeof APPROVAL_REASONS)[number];

/** A level of one request: who decides is in `level`, what made it needed in `because`, what it agreed to in `terms`. */
export type Approval = Omit<Selectable<DealsApproval>, 'level' | 'because' | 'terms'> & {
  level: ApprovalLevel;
  because: ApprovalReason[];
  terms: Terms | null;
};

/** Somebody is away for these half-open days; `delegate_id` decides in their place. */
export type Delegation = Selectable<DealsDelegation>;
