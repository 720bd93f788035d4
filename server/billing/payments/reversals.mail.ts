import type { Ctx, Language } from '../../base/ctx.ts';
import { sendMail } from '../../base/mail.ts';
import { formatMoney } from '../../base/money.ts';
import type { KnownPayment, ReversalReason, SettledPart } from './reversals.rules.ts';

type Recipient = { email: string; name: string; language: string; organization_kind: string };

/**
 * "Your payment did not hold", in the recipient's language, under the seller's name, with the invoices that it no longer pays. `parts` are the
 * reversal's own, below zero.
 */
export async function sendReversalMail(
  ctx: Ctx,
  payment: KnownPayment,
  reversal: KnownPayment,
  parts: readonly SettledPart[],
  to: Recipient,
  url: string,
): Promise<void> {
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const words = WORDS[language];
  const sum = formatMoney({ ...reversal, amount: -reversal.amount });
  const whole = reversal.amount === -payment.amount;
  await sendMail(ctx, {
    resellerId: payment.reseller_id,
    sellerId: payment.seller_id,
    recipient: to.email,
    language,
    kind: 'payment.reversed',
    subject: (whole ? words.subject : words.partly)(sum, payment.seller_name),
    letter: {
      from: { name: payment.seller_name },
      heading: words.heading,
      paragraphs: [
        words.greeting(to.name),
        words.why[reversal.reason as ReversalReason](
          whole ? words.payment(sum) : words.part(sum, formatMoney(payment)),
          payment.received_on,
          reversal.received_on,
        ),
        ...openAgain(payment.currency, parts, language),
      ],
      button: { label: words.button, url: `${url}${pageOf(to, parts)}` },
    },
  });
}

function openAgain(currency: string, parts: readonly SettledPart[], language: Language): string[] {
  const words = WORDS[language];
  if (parts.length === 0) return [words.credit];
  const each = parts.map(({ number, amount }) =>
    words.invoice(number, formatMoney({ amount: -amount, currency })),
  );
  return [words.open(each.join(words.comma))];
}

function pageOf(to: Recipient, parts: readonly SettledPart[]): string {
  const customer = to.organization_kind === 'customer';
  const [only, ...more] = parts;
  if (only && more.length === 0)
    return `${customer ? '/panel/invoices' : '/console/billing'}/${only.invoice_id}`;
  return customer ? '/panel/invoices' : '/console/billing';
}

const WORDS = {
  en: {
    subject: (sum: string, seller: string) => `Your payment of ${sum} to ${seller} was reversed`,
    partly: (sum: string, seller: string) => `${sum} of your payment to ${seller} was reversed`,
    heading: 'A payment was reversed',
    greeting: (name: string) => `Dear ${name},`,
    why: {
      returned: (what: string, came: string, went: string) =>
        `your bank took back ${what} of ${came} on ${went}.`,
      chargeback: (what: string, came: string, went: string) =>
        `the card’s issuer charged back ${what} of ${came} on ${went}.`,
      mistake: (what: string, came: string, went: string) =>
        `we had recorded ${what} of ${came} by mistake, and have corrected this on ${went}.`,
    },
    payment: (sum: string) => `the payment of ${sum}`,
    part: (sum: string, all: string) => `${sum} of the payment of ${all}`,
    invoice: (number: string, sum: string) => `${number} (${sum})`,
    comma: ', ',
    open: (invoices: string) =>
      `It no longer counts for ${invoices}. Please see what is left to pay, and pay it by its due date; if that has passed, as soon as you can.`,
    credit: 'It had paid no invoice yet; it no longer waits as credit on your account.',
    button: 'See what is left to pay',
  },
  ar: {
    subject: (sum: string, seller: string) => `عُكست دفعتك بمبلغ ${sum} إلى ${seller}`,
    partly: (sum: string, seller: string) => `عُكس مبلغ ${sum} من دفعتك إلى ${seller}`,
    heading: 'عُكست دفعة',
    greeting: (name: string) => `مرحبًا ${name}،`,
    why: {
      returned: (what: string, came: string, went: string) =>
        `أعاد البنك بتاريخ ${went} ${what} المؤرخة ${came}.`,
      chargeback: (what: string, came: string, went: string) =>
        `استردّت الجهة المصدرة للبطاقة بتاريخ ${went} ${what} المؤرخة ${came}.`,
      mistake: (what: string, came: string, went: string) =>
        `سجّلنا خطأً ${what} المؤرخة ${came}، وصحّحنا ذلك بتاريخ ${went}.`,
    },
    payment: (sum: string) => `الدفعة بمبلغ ${sum}`,
    part: (sum: string, all: string) => `مبلغ ${sum} من الدفعة بمبلغ ${all}`,
    invoice: (number: string, sum: string) => `${number} (${sum})`,
    comma: '، ',
    open: (invoices: string) =>
      `لم تعد الدفعة محسوبة من سداد ${invoices}. راجع المبلغ المتبقي وسدّده قبل تاريخ الاستحقاق، وإن كان قد مضى ففي أقرب وقت ممكن.`,
    credit: 'لم تكن الدفعة قد سددت أي فاتورة، ولم تعد رصيدًا في حسابك.',
    button: 'عرض المبلغ المتبقي',
  },
};
