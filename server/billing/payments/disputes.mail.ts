import type { Ctx, Language } from '../../base/ctx.ts';
import { sendMail } from '../../base/mail.ts';
import { formatMoney } from '../../base/money.ts';
import type { KnownPayment } from './reversals.rules.ts';

type Recipient = { email: string; name: string; language: string };
type About = {
  payment: KnownPayment;
  moved: KnownPayment;
  dispute: { id: string; state: string; reason: string; amount: string };
  /** What the seller is: where its payments are shown. */
  kind: string;
};

/** To the seller: a card payment, or a part of it, is disputed and what that took; or a dispute was won. In the recipient's language. */
export async function sendDisputeMail(
  ctx: Ctx,
  { payment, moved, dispute, kind }: About,
  to: Recipient,
  url: string,
): Promise<void> {
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const words = WORDS[language];
  const won = dispute.state === 'won';
  const { currency, buyer_name: buyer, seller_name: name } = payment;
  const disputed = formatMoney({ amount: BigInt(dispute.amount), currency });
  const sum = formatMoney({ currency, amount: moved.amount < 0n ? -moved.amount : moved.amount });
  const facts = words.facts(formatMoney(payment), payment.received_on, dispute.id, dispute.reason);
  await sendMail(ctx, {
    resellerId: payment.reseller_id,
    sellerId: payment.seller_id,
    recipient: to.email,
    language,
    kind: won ? 'dispute.won' : 'dispute.opened',
    subject: won ? words.wonSubject(sum, buyer) : words.subject(disputed, buyer),
    letter: {
      from: { name },
      heading: won ? words.wonHeading : words.heading,
      paragraphs: [
        words.greeting(to.name),
        won ? words.won(sum, buyer) : words.opened(disputed, sum, buyer),
        facts,
        ...(won ? [] : [words.answer]),
      ],
      button: {
        label: words.button,
        url: `${url}${kind === 'vendor' ? '/office/payments' : '/console/customer-invoices?view=payments'}`,
      },
    },
  });
}

const WORDS = {
  en: {
    subject: (sum: string, buyer: string) => `${buyer} disputes ${sum} of a card payment`,
    wonSubject: (sum: string, buyer: string) => `Dispute won: ${sum} of ${buyer} is back`,
    heading: 'A card payment is disputed',
    wonHeading: 'A dispute was won',
    greeting: (name: string) => `Dear ${name},`,
    opened: (disputed: string, taken: string, buyer: string) =>
      disputed === taken
        ? `the holder of the card disputes ${disputed} that ${buyer} had paid. The card gateway has taken it back, and the invoices that it had paid are open again as far as no other credit of the account pays them.`
        : `the holder of the card disputes ${disputed} that ${buyer} had paid. The card gateway takes it back; ${taken} was left of the payment and is booked, the rest had been refunded before. Please see at the gateway what it holds for both.`,
    won: (sum: string, buyer: string) =>
      `the dispute about ${sum} that ${buyer} had paid was decided for you. The money is a payment again.`,
    facts: (paid: string, on: string, id: string, reason: string) =>
      `It is about the payment of ${paid} of ${on}. The gateway calls the dispute ${id} and says why: ${reason}.`,
    answer: 'To contest it, hand in your evidence at the gateway before its deadline.',
    button: 'See the payments',
  },
  ar: {
    subject: (sum: string, buyer: string) => `اعتراض على ${sum} من دفعة بالبطاقة من ${buyer}`,
    wonSubject: (sum: string, buyer: string) => `كسبت الاعتراض: عاد مبلغ ${sum} من ${buyer}`,
    heading: 'اعتراض على دفعة بالبطاقة',
    wonHeading: 'كسبت الاعتراض',
    greeting: (name: string) => `مرحبًا ${name}،`,
    opened: (disputed: string, taken: string, buyer: string) =>
      disputed === taken
        ? `اعترض حامل البطاقة على مبلغ ${disputed} كان ${buyer} قد سدّده. استردّت بوابة الدفع المبلغ، وعادت الفواتير التي سددها مفتوحة ما لم يسددها رصيد آخر في الحساب.`
        : `اعترض حامل البطاقة على مبلغ ${disputed} كان ${buyer} قد سدّده. تسترد بوابة الدفع المبلغ؛ قُيّد منه ${taken} وهو ما بقي من الدفعة، أما الباقي فكان قد رُدّ من قبل. راجع لدى البوابة ما تحتجزه عن الأمرين.`,
    won: (sum: string, buyer: string) =>
      `حُسم لصالحك الاعتراض على مبلغ ${sum} الذي سدّده ${buyer}. عاد المبلغ دفعةً من جديد.`,
    facts: (paid: string, on: string, id: string, reason: string) =>
      `يخص الاعتراض الدفعة بمبلغ ${paid} المؤرخة ${on}. رقمه لدى البوابة ${id} وسببه: ${reason}.`,
    answer: 'إن أردت الرد عليه فقدّم أدلتك لدى البوابة قبل انتهاء مهلتها.',
    button: 'عرض الدفعات',
  },
};
