import type { Ctx, Language } from '../../base/ctx.ts';
import { sendMail } from '../../base/mail.ts';
import { formatMoney } from '../../base/money.ts';
import type { KnownPayment } from '../payments/reversals.rules.ts';
import type { Refund, RefundWay } from './refunds.rules.ts';

type Recipient = { email: string; name: string; language: string };
type About = {
  refund: Refund;
  payment: KnownPayment;
  state: 'succeeded' | 'failed';
  side: 'seller' | 'buyer';
  /** What the recipient's organization is: where it sees its money. */
  kind: string;
};

/** "We refunded you", or that a refund came back, in the recipient's language, under the seller's name. */
export async function sendRefundMail(ctx: Ctx, about: About, to: Recipient, url: string): Promise<void> {
  const { refund, payment, state } = about;
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const words = WORDS[language];
  const sum = formatMoney(refund);
  const { subject, heading } = words[state];
  await sendMail(ctx, {
    resellerId: refund.reseller_id,
    sellerId: refund.seller_id,
    recipient: to.email,
    language,
    kind: `refund.${state}`,
    subject: subject(sum, about.side === 'seller' ? payment.buyer_name : payment.seller_name),
    letter: {
      from: { name: payment.seller_name },
      heading,
      paragraphs: [words.greeting(to.name), ...paragraphsOf(about, language, sum)],
      button: { label: words.button, url: `${url}${pageOf(about)}` },
    },
  });
}

function paragraphsOf({ refund, payment, state, side }: About, language: Language, sum: string): string[] {
  const words = WORDS[language];
  const paid = words.paid(formatMoney(payment), payment.received_on);
  const way = refund.way as RefundWay;
  if (state === 'succeeded')
    return [
      `${words.sent[way](sum, refund.refunded_on)} ${paid}`,
      way === 'card' ? words.arrives : words.reference(refund.reference ?? ''),
    ];
  const why = refund.detail ? [words.why(refund.detail)] : [];
  return [`${words.back[side](sum, payment.buyer_name)} ${paid}`, ...why, words.again[side]];
}

function pageOf({ side, kind }: About): string {
  if (side === 'buyer') return kind === 'customer' ? '/panel/invoices' : '/console/billing/statement';
  return kind === 'vendor' ? '/office/payments' : '/console/customer-invoices?view=payments';
}

const WORDS = {
  en: {
    succeeded: {
      subject: (sum: string, other: string) => `${other} refunded you ${sum}`,
      heading: 'You got a refund',
    },
    failed: {
      subject: (sum: string, other: string) => `A refund of ${sum} came back (${other})`,
      heading: 'A refund came back',
    },
    greeting: (name: string) => `Dear ${name},`,
    sent: {
      card: (sum: string, on: string) => `on ${on} we sent ${sum} back to the card that you had paid with.`,
      bank_transfer: (sum: string, on: string) => `on ${on} we sent you ${sum} by bank transfer.`,
    },
    paid: (sum: string, on: string) => `It is of the payment of ${sum} of ${on}.`,
    arrives: 'Depending on your bank it is on the card’s statement within five to ten days.',
    reference: (reference: string) => `The bank’s reference of the transfer is ${reference}.`,
    back: {
      seller: (sum: string, buyer: string) => `the refund of ${sum} to ${buyer} did not arrive.`,
      buyer: (sum: string) => `our refund of ${sum} did not reach you and came back to us.`,
    },
    why: (detail: string) => `What was said of it: ${detail}`,
    again: {
      seller: 'The money is credit on the account again. Refund it once more, or by another way.',
      buyer:
        'The money is credit on your account until we can send it to you. Please tell us how it reaches you.',
    },
    button: 'See the account',
  },
  ar: {
    succeeded: {
      subject: (sum: string, other: string) => `ردّ إليك ${other} مبلغ ${sum}`,
      heading: 'رُدّ إليك مبلغ',
    },
    failed: {
      subject: (sum: string, other: string) => `عاد مبلغ مردود قدره ${sum} (${other})`,
      heading: 'عاد مبلغ مردود',
    },
    greeting: (name: string) => `مرحبًا ${name}،`,
    sent: {
      card: (sum: string, on: string) => `أعدنا بتاريخ ${on} مبلغ ${sum} إلى البطاقة التي دفعت بها.`,
      bank_transfer: (sum: string, on: string) => `حوّلنا إليك بتاريخ ${on} مبلغ ${sum} تحويلًا بنكيًا.`,
    },
    paid: (sum: string, on: string) => `وهو من الدفعة بمبلغ ${sum} المؤرخة ${on}.`,
    arrives: 'يظهر المبلغ في كشف البطاقة خلال خمسة إلى عشرة أيام بحسب البنك.',
    reference: (reference: string) => `مرجع التحويل لدى البنك ${reference}.`,
    back: {
      seller: (sum: string, buyer: string) => `لم يصل المبلغ المردود ${sum} إلى ${buyer}.`,
      buyer: (sum: string) => `لم يصل إليك المبلغ المردود ${sum} وعاد إلينا.`,
    },
    why: (detail: string) => `وقيل عنه: ${detail}`,
    again: {
      seller: 'عاد المبلغ رصيدًا في الحساب. رُدّه مرة أخرى أو بطريقة أخرى.',
      buyer: 'يبقى المبلغ رصيدًا في حسابك إلى أن نتمكن من إرساله. أخبرنا كيف يصل إليك.',
    },
    button: 'عرض الحساب',
  },
};
