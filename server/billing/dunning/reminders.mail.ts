import type { Ctx, Language } from '../../base/ctx.ts';
import type { CivilDate } from '../../base/dates.ts';
import { sendMail } from '../../base/mail.ts';
import { formatMoney } from '../../base/money.ts';
import { longDate } from '../../base/pdf.words.ts';
import type { StepName } from './policies.rules.ts';
import type { Letter, OwedInvoice } from './reminders.rules.ts';

export type Recipient = { email: string; name: string; language: string; organization_kind: string };

/** So many invoices stand in a letter; the page behind its button has them all. */
const LISTED = 20;

type Seller = {
  id: string;
  name: string;
  brand_color: string | null;
  iban: string | null;
  support_email: string | null;
  support_phone: string | null;
};
type Written = { letter: Letter<OwedInvoice>; seller: Seller; resellerId: string; held: boolean };

/** What is overdue, or due soon, in the recipient's language, under the seller's name: each invoice, the total, and how to pay. */
export async function sendReminderMail(
  ctx: Ctx,
  { letter, seller, resellerId, held }: Written,
  to: Recipient,
  url: string,
): Promise<void> {
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const words = WORDS[language];
  const total = formatMoney({ amount: letter.total, currency: letter.listed[0]?.currency ?? '' });
  const { subject, heading, opening } = words[letter.step];
  await sendMail(ctx, {
    resellerId,
    sellerId: seller.id,
    recipient: to.email,
    language,
    kind: 'invoice.reminded',
    subject: subject(seller.name, total),
    letter: {
      from: { name: seller.name, brand_color: seller.brand_color },
      heading,
      paragraphs: [
        words.greeting(to.name),
        opening(total),
        ...invoicesOf(letter, language),
        ...(held ? [words.held] : []),
        ...howToPay(seller, letter, language),
        words.crossed,
        ...contactOf(seller, language),
      ],
      button: { label: words.button, url: `${url}${pageOf(to, letter)}` },
    },
  });
}

function invoicesOf({ listed, total }: Letter<OwedInvoice>, language: Language): string[] {
  const words = WORDS[language];
  const day = (date: CivilDate) => longDate(date, language);
  const lines = listed
    .slice(0, LISTED)
    .map(({ number, issued_on, due_on, open, currency }) =>
      words.line(number, day(issued_on), day(due_on), formatMoney({ amount: open, currency })),
    );
  const more = listed.length - lines.length;
  const sum = formatMoney({ amount: total, currency: listed[0]?.currency ?? '' });
  return [
    ...lines,
    ...(more > 0 ? [words.more(more)] : []),
    ...(listed.length > 1 ? [words.total(sum)] : []),
  ];
}

function howToPay(seller: Seller, { listed }: Letter<OwedInvoice>, language: Language): string[] {
  const words = WORDS[language];
  const references = listed.slice(0, LISTED).flatMap(({ payment_reference }) => payment_reference ?? []);
  const iban = seller.iban?.replace(/(.{4})(?=.)/g, '$1 ');
  return [words.pay, ...(iban && references.length > 0 ? [words.transfer(iban, references)] : [])];
}

function contactOf({ support_email, support_phone }: Seller, language: Language): string[] {
  const ways = [support_email, support_phone].filter((way) => way !== null);
  return ways.length > 0 ? [WORDS[language].contact(ways)] : [];
}

function pageOf(to: Recipient, { listed }: Letter<OwedInvoice>): string {
  const place = to.organization_kind === 'customer' ? '/panel/invoices' : '/console/billing';
  return listed.length === 1 ? `${place}/${listed[0]?.id}` : place;
}

type LetterWords = {
  subject: (seller: string, total: string) => string;
  heading: string;
  opening: (total: string) => string;
};
type Words = Record<StepName, LetterWords> & {
  greeting: (name: string) => string;
  line: (number: string, issued: string, due: string, open: string) => string;
  more: (count: number) => string;
  total: (sum: string) => string;
  held: string;
  pay: string;
  transfer: (iban: string, references: readonly string[]) => string;
  crossed: string;
  contact: (ways: readonly string[]) => string;
  button: string;
};

const WORDS: Record<Language, Words> = {
  en: {
    before_due: {
      subject: (seller, total) => `${total} will be due soon, from ${seller}`,
      heading: 'A payment will be due soon',
      opening: (total) => `a friendly note: ${total} will be due in the next days.`,
    },
    reminder: {
      subject: (seller, total) => `Reminder: ${total} is overdue, from ${seller}`,
      heading: 'A payment is overdue',
      opening: (total) => `perhaps this was overlooked: ${total} is overdue.`,
    },
    second_reminder: {
      subject: (seller, total) => `Second reminder: ${total} is overdue, from ${seller}`,
      heading: 'Second reminder',
      opening: (total) =>
        `we have written to you before, and ${total} is still overdue. Please pay it within the next days.`,
    },
    final_notice: {
      subject: (seller, total) => `Final notice: ${total} is overdue, from ${seller}`,
      heading: 'Final notice',
      opening: (total) =>
        `in spite of our reminders ${total} is still overdue. This is our last letter about it: please pay now, or tell us at once what stands in the way.`,
    },
    greeting: (name) => `Dear ${name},`,
    line: (number, issued, due, open) => `${number} of ${issued}, due on ${due}: ${open}`,
    more: (count) => `and ${count} more; your account lists them all.`,
    total: (sum) => `In all: ${sum}`,
    held: 'Until it is paid, no new orders are taken on your account. The services that you have go on.',
    pay: 'You can pay at once by card: the button below leads to your account.',
    transfer: (iban, references) =>
      `For a bank transfer: IBAN ${iban}, with the reference ${references.join(', ')}.`,
    crossed: 'If your payment is on its way already, please take this letter as settled.',
    contact: (ways) => `Questions? ${ways.join(', ')}`,
    button: 'See and pay',
  },
  ar: {
    before_due: {
      subject: (seller, total) => `يستحق قريبًا مبلغ ${total} لصالح ${seller}`,
      heading: 'دفعة تستحق قريبًا',
      opening: (total) => `نودّ تذكيرك بأن مبلغ ${total} يستحق السداد خلال الأيام المقبلة.`,
    },
    reminder: {
      subject: (seller, total) => `تذكير: مبلغ ${total} متأخر السداد لصالح ${seller}`,
      heading: 'دفعة متأخرة السداد',
      opening: (total) => `لعلّ الأمر سقط سهوًا: تأخّر سداد مبلغ ${total} عن موعده.`,
    },
    second_reminder: {
      subject: (seller, total) => `تذكير ثانٍ: مبلغ ${total} متأخر السداد لصالح ${seller}`,
      heading: 'تذكير ثانٍ',
      opening: (total) =>
        `سبق أن راسلناك، ولا يزال مبلغ ${total} متأخر السداد. سدّده خلال الأيام المقبلة من فضلك.`,
    },
    final_notice: {
      subject: (seller, total) => `إشعار أخير: مبلغ ${total} متأخر السداد لصالح ${seller}`,
      heading: 'إشعار أخير',
      opening: (total) =>
        `رغم تذكيراتنا لا يزال مبلغ ${total} متأخر السداد. هذه آخر رسالة منا بشأنه: سدّد المبلغ الآن، أو أخبرنا فورًا بما يحول دون ذلك.`,
    },
    greeting: (name) => `مرحبًا ${name}،`,
    line: (number, issued, due, open) => `${number} بتاريخ ${issued}، تستحق في ${due}: ${open}`,
    more: (count) => `وغيرها (${count})؛ تجدها كلها في حسابك.`,
    total: (sum) => `الإجمالي: ${sum}`,
    held: 'إلى حين السداد لا تُقبل طلبات جديدة على حسابك، أما خدماتك الحالية فتستمر.',
    pay: 'يمكنك الدفع بالبطاقة فورًا: يأخذك الزر أدناه إلى حسابك.',
    transfer: (iban, references) =>
      `للتحويل البنكي: الآيبان ${iban}، مع ذكر المرجع ${references.join('، ')}.`,
    crossed: 'إن كانت دفعتك في الطريق إلينا فاعتبر هذه الرسالة منتهية.',
    contact: (ways) => `لأي استفسار: ${ways.join('، ')}`,
    button: 'العرض والدفع',
  },
};
