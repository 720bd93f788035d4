import type { Ctx, Language } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { sendMail } from '../../base/mail.ts';
import { formatMoney, type Money } from '../../base/money.ts';
import { type Card, type CardReason, cardName } from './cards.rules.ts';

type Recipient = { email: string; name: string; language: string; organization_kind: string };
type Between = { reseller_id: string; seller_id: string; seller_name: string };
type Wording = { subject: string; heading: string; paragraphs: string[]; button: string };

/** A try that was declined. `next`: the day on which it is tried again; null if it is not. */
export type Declined = Between & {
  invoice_id: string | null;
  number: string;
  brand: string | null;
  last4: string | null;
  reason: CardReason;
  sum: Money;
  next: CivilDate | null;
};

/** "Your card was not charged": why, what happens next and where to pay by hand, under the seller's name. */
export async function sendDeclinedMail(ctx: Ctx, said: Declined, to: Recipient, url: string): Promise<void> {
  const place = said.invoice_id ? `/${said.invoice_id}` : '';
  await send(
    ctx,
    said,
    to,
    'card.declined',
    declined(languageOf(to), to.name, said),
    `${url}${faceOf(to)}${place}`,
  );
}

/** "Your card is about to expire", in time to keep another. */
export async function sendEndingMail(
  ctx: Ctx,
  card: Card & Between,
  to: Recipient,
  url: string,
): Promise<void> {
  const month = card.expires_on.slice(0, 7);
  const words = ENDING[languageOf(to)](to.name, card.seller_name, cardName(card), month);
  await send(ctx, card, to, 'card.ending', words, `${url}${faceOf(to)}/card`);
}

function languageOf({ language }: Recipient): Language {
  return language === 'ar' ? 'ar' : 'en';
}

function faceOf({ organization_kind }: Recipient): string {
  return organization_kind === 'customer' ? '/panel/invoices' : '/console/billing';
}

async function send(
  ctx: Ctx,
  { reseller_id, seller_id, seller_name }: Between,
  to: Recipient,
  kind: string,
  { subject, heading, paragraphs, button }: Wording,
  url: string,
): Promise<void> {
  await sendMail(ctx, {
    resellerId: reseller_id,
    sellerId: seller_id,
    recipient: to.email,
    language: languageOf(to),
    ...{ kind, subject },
    letter: { from: { name: seller_name }, heading, paragraphs, button: { label: button, url } },
  });
}

function declined(language: Language, name: string, said: Declined): Wording {
  const words = DECLINED[language];
  return {
    subject: words.subject(said.number, said.seller_name),
    heading: words.heading,
    paragraphs: [
      words.greeting(name),
      words.what(formatMoney(said.sum), said.number, cardName(said)),
      words.why[said.reason],
      said.next ? words.again(said.next) : words.stopped,
    ],
    button: words.button,
  };
}

const DECLINED = {
  en: {
    subject: (number: string, seller: string) => `Your card was not charged for ${number} (${seller})`,
    heading: 'Your card was not charged',
    greeting: (name: string) => `Dear ${name},`,
    what: (sum: string, number: string, card: string) =>
      `we could not take ${sum} for ${number} from your card ${card}.`,
    why: {
      declined: 'Your bank declined it without saying why. Your bank can tell you more.',
      insufficient_funds: 'Your bank says that the card’s limit or balance does not allow it.',
      authentication:
        'Your bank wants you to confirm this payment yourself. Please pay it by hand; your bank will ask you then.',
      expired: 'The card has expired. Please keep another card for your payments.',
      unusable:
        'Your bank does not allow this card to be charged any more. Please keep another card for your payments.',
      refused:
        'The payment provider cannot take this amount from this card. Please pay it by hand, or by bank transfer.',
    },
    again: (day: string) =>
      `We will try again on ${day}. If you would rather not wait, pay it by hand; it is then not charged again.`,
    stopped:
      'We will not try this card again. Please pay by hand, or keep another card: it is then charged at once.',
    button: 'Pay by hand',
  },
  ar: {
    subject: (number: string, seller: string) => `تعذّر الخصم من بطاقتك لسداد ${number} (${seller})`,
    heading: 'تعذّر الخصم من بطاقتك',
    greeting: (name: string) => `مرحبًا ${name}،`,
    what: (sum: string, number: string, card: string) => `تعذّر خصم ${sum} لسداد ${number} من بطاقتك ${card}.`,
    why: {
      declined: 'رفض بنكك العملية دون ذكر السبب، ويمكنك سؤاله عن التفاصيل.',
      insufficient_funds: 'أفاد بنكك بأن حد البطاقة أو رصيدها لا يسمح بذلك.',
      authentication: 'يطلب بنكك أن تؤكد هذه الدفعة بنفسك. سدّدها يدويًا وسيطلب منك البنك التأكيد حينها.',
      expired: 'انتهت صلاحية البطاقة. احفظ بطاقة أخرى لمدفوعاتك.',
      unusable: 'لم يعد بنكك يسمح بالخصم من هذه البطاقة. احفظ بطاقة أخرى لمدفوعاتك.',
      refused: 'لا يستطيع مزوّد الدفع خصم هذا المبلغ من هذه البطاقة. سدّده يدويًا أو بتحويل بنكي.',
    },
    again: (day: string) =>
      `سنعيد المحاولة بتاريخ ${day}. وإن لم ترغب في الانتظار فسدّد المبلغ يدويًا، ولن يُخصم مرة أخرى.`,
    stopped: 'لن نعيد المحاولة على هذه البطاقة. سدّد المبلغ يدويًا، أو احفظ بطاقة أخرى فيُخصم منها فورًا.',
    button: 'السداد يدويًا',
  },
};

const ENDING = {
  en: (name: string, seller: string, card: string, month: string): Wording => ({
    subject: `Your card ${card} ends in ${month} (${seller})`,
    heading: 'Your card is about to expire',
    paragraphs: [
      `Dear ${name},`,
      `your card ${card}, which pays your invoices by itself, is valid until the end of ${month}. Please keep another card before then, so that no payment is missed.`,
    ],
    button: 'Replace the card',
  }),
  ar: (name: string, seller: string, card: string, month: string): Wording => ({
    subject: `تنتهي بطاقتك ${card} في ${month} (${seller})`,
    heading: 'بطاقتك على وشك الانتهاء',
    paragraphs: [
      `مرحبًا ${name}،`,
      `بطاقتك ${card} التي تسدّد فواتيرك تلقائيًا صالحة حتى نهاية ${month}. احفظ بطاقة أخرى قبل ذلك حتى لا تفوتك أي دفعة.`,
    ],
    button: 'استبدال البطاقة',
  }),
};
