import type { Selectable } from 'kysely';
import type {
  BillingCard,
  BillingCardAttempt,
  BillingCardCharge,
  BillingCardMandate,
  BillingCardSetup,
} from '../../../db/types.ts';
import { addDays, type CivilDate, daysInMonth } from '../../base/dates.ts';

export type Card = Selectable<BillingCard>;
export type CardMandate = Selectable<BillingCardMandate>;
export type CardSetup = Selectable<BillingCardSetup>;
export type CardCharge = Selectable<BillingCardCharge>;
export type CardAttempt = Selectable<BillingCardAttempt>;

export const CARD_CHARGE_STATES = ['waiting', 'trying', 'paid', 'stopped', 'dropped'] as const;

/** Why a card was not charged, as far as a person can do something about it. */
export const CARD_REASONS = [
  'declined',
  'insufficient_funds',
  'authentication',
  'expired',
  'unusable',
  'refused',
] as const;
export type CardReason = (typeof CARD_REASONS)[number];

/**
 * In how many days it is tried again after the first try and after the second: on the third and the seventh day. What only its holder or another
 * card can mend is not tried again: banks hold repeated tries against who makes them.
 */
const TRIED_AGAIN: Record<CardReason, readonly number[]> = {
  declined: [3, 4],
  insufficient_funds: [3, 4],
  authentication: [],
  expired: [],
  unusable: [],
  refused: [],
};

/** In how many days it is tried again after so many tries, or null when no more. */
export function daysToNextTry(reason: CardReason, tries: number): number | null {
  return TRIED_AGAIN[reason][tries - 1] ?? null;
}

// The codes of Stripe's declines (https://docs.stripe.com/declines/codes) that say more than "declined".
const REASON_OF: Record<string, CardReason> = {
  authentication_required: 'authentication',
  authentication_not_handled: 'authentication',
  payment_intent_authentication_failure: 'authentication',
  insufficient_funds: 'insufficient_funds',
  withdrawal_count_limit_exceeded: 'insufficient_funds',
  card_velocity_exceeded: 'insufficient_funds',
  expired_card: 'expired',
  invalid_expiry_month: 'expired',
  invalid_expiry_year: 'expired',
  lost_card: 'unusable',
  stolen_card: 'unusable',
  pickup_card: 'unusable',
  restricted_card: 'unusable',
  invalid_account: 'unusable',
  new_account_information_available: 'unusable',
  revocation_of_all_authorizations: 'unusable',
  revocation_of_authorization: 'unusable',
  stop_payment_order: 'unusable',
  gateway_refused: 'refused',
};

/** What a gateway's code comes to. */
export function reasonOf(code: string): CardReason {
  return REASON_OF[code] ?? 'declined';
}

/** The last day on which a card is valid: that of its month. */
export function lastDayOf(year: number, month: number): CivilDate {
  const first = `${year.toString().padStart(4, '0')}-${month.toString().padStart(2, '0')}-01`;
  return addDays(first, daysInMonth(first) - 1);
}

/** So many days before a card's last its holder is told. */
export const WARNED_DAYS_AHEAD = 30;

/** A card as a person knows it. */
export function cardName({ brand, last4 }: { brand: string | null; last4: string | null }): string {
  const name = brand ? brand.charAt(0).toUpperCase() + brand.slice(1) : '';
  return `${name} •••• ${last4}`;
}

/** How near a card's end is on `today`. */
export function endOf(expires_on: CivilDate, today: CivilDate): 'later' | 'soon' | 'past' {
  if (today > expires_on) return 'past';
  return addDays(today, WARNED_DAYS_AHEAD) >= expires_on ? 'soon' : 'later';
}

/** So long a try counts as under way after the gateway was last asked: longer than a call and its repetition may take. */
export const CALL_MINUTES = 2;

/** So long a charge waits for who has just gone to the gateway's page to pay by hand. */
export const BY_HAND_MINUTES = 30;

/** What the buyer agrees to, in both languages: who charges what, when, and how it ends. */
export function mandateWords(seller: string, prepaid: boolean): Record<'en' | 'ar', string> {
  return {
    en: [
      `${seller} may charge this card for every invoice on this account, on the day it falls due: what is then open of it, after credit on the account.`,
      'Invoices that are overdue by now are not charged, unless a card was declined for them; pay them by hand.',
      ...(prepaid
        ? [`For orders paid ahead, ${seller} may charge it at once with what the payment request comes to.`]
        : []),
      'If a charge is declined we tell you, and try again on the third and the seventh day at most. You can turn this off or remove the card at any time.',
    ].join(' '),
    ar: [
      `يجوز لـ ${seller} الخصم من هذه البطاقة لسداد كل فاتورة على هذا الحساب في يوم استحقاقها، بقدر المتبقي منها حينئذ بعد استعمال رصيد الحساب.`,
      'الفواتير المتأخرة حتى الآن لا تُخصم، إلا ما رُفض خصمه من بطاقة سابقة، فسدّدها بنفسك.',
      ...(prepaid ? [`وللطلبات المدفوعة مقدمًا يجوز لـ ${seller} خصم مبلغ طلب الدفع فورًا.`] : []),
      'إذا رُفض الخصم أبلغناك، وأعدنا المحاولة في اليوم الثالث والسابع على الأكثر. ويمكنك إيقاف ذلك أو إزالة البطاقة في أي وقت.',
    ].join(' '),
  };
}
