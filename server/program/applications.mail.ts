import { publicUrl } from '../base/config.ts';
import type { Ctx, Language } from '../base/ctx.ts';
import { sendMail } from '../base/mail.ts';
import type { Application } from './applications.rules.ts';

/** The vendor, as a letter names it. */
type Sender = { name: string; brand_color: string | null };

/** The letters of an application: the link and its variant for those who stand in the program already, then one for each move. */
export type LetterKind =
  | 'link'
  | 'standing'
  | 'submit'
  | 'ask'
  | 'answer'
  | 'approve'
  | 'decline'
  | 'withdraw';

/**
 * Writes to the applicant, in the applicant's language and under the vendor's name. `note` is what a person wrote along: it
 * stands in the letter as a paragraph of its own. `token` opens the application by the link's letter.
 */
export async function writeToApplicant(
  ctx: Ctx,
  application: Application,
  from: Sender,
  kind: LetterKind,
  { note, token }: { note?: string | null; token?: string } = {},
): Promise<void> {
  const language: Language = application.language === 'ar' ? 'ar' : 'en';
  const { subject, paragraphs, button } = WORDS[language][kind]({ ...application, vendor: from.name });
  const greeting =
    language === 'ar' ? `مرحبًا ${application.contact_name}،` : `Dear ${application.contact_name},`;
  const url = `${publicUrl()}${pathOf(kind, token)}`;
  const letter = { from, heading: subject, paragraphs: [greeting, ...paragraphs, ...(note ? [note] : [])] };
  await sendMail(ctx, {
    resellerId: application.reseller_id,
    sellerId: application.seller_id,
    recipient: application.contact_email,
    language,
    kind: `application.${kind}`,
    subject,
    letter: button ? { ...letter, button: { label: button, url } } : letter,
  });
}

function pathOf(kind: LetterKind, token: string | undefined): string {
  if (kind === 'link') return `/apply/verify?token=${token}`;
  return kind === 'approve' ? '/console' : '/apply/status';
}

type Words = (about: Application & { vendor: string }) => {
  subject: string;
  paragraphs: string[];
  button?: string;
};

const EN: Record<LetterKind, Words> = {
  link: ({ vendor, company }) => ({
    subject: `Confirm your e-mail address to apply to ${vendor}`,
    paragraphs: [
      `you have asked for ${company} to join the reseller program of ${vendor}. Confirm your e-mail address to go on.`,
      'The link works for two days. If it was not you, do nothing: nothing will happen.',
    ],
    button: 'Confirm the address',
  }),
  standing: ({ vendor, company, number }) => ({
    subject: `${company} has applied to ${vendor} already`,
    paragraphs: [
      `somebody has applied again for ${company}. Your application ${number} stands; sign in to see how it is going.`,
    ],
    button: 'See the application',
  }),
  submit: ({ vendor, company, number }) => ({
    subject: `Your application ${number} is with ${vendor}`,
    paragraphs: [
      `thank you. You have accepted the partner terms, and the application of ${company} is in the queue of our channel managers.`,
    ],
    button: 'See the application',
  }),
  ask: ({ vendor, number }) => ({
    subject: `${vendor} has a question about your application ${number}`,
    paragraphs: [
      'before we can decide we need to know a little more. Please answer on the page of your application:',
    ],
    button: 'Answer',
  }),
  answer: ({ number }) => ({
    subject: `Your answer on application ${number} has arrived`,
    paragraphs: ['thank you; the application is back in the queue of our channel managers.'],
    button: 'See the application',
  }),
  approve: ({ vendor, company }) => ({
    subject: `Welcome: ${company} is a reseller of ${vendor}`,
    paragraphs: [
      'your application is approved. You can sign in to your console now: the store with your own prices, your customers and your contract are there.',
      'You can download the contract at any time by “Terms and Conditions” at the foot of every page.',
    ],
    button: 'Open the console',
  }),
  decline: ({ vendor, number }) => ({
    subject: `${vendor} has declined your application ${number}`,
    paragraphs: ['we are sorry that we cannot take you into the program. The reason:'],
    button: 'See the application',
  }),
  withdraw: ({ number }) => ({
    subject: `Your application ${number} is withdrawn`,
    paragraphs: [
      'as you wished, the application goes no further. You are welcome to apply again at any time.',
    ],
  }),
};

const AR: Record<LetterKind, Words> = {
  link: ({ vendor, company }) => ({
    subject: `أكّد بريدك الإلكتروني للتقديم إلى ${vendor}`,
    paragraphs: [
      `طلبت انضمام ${company} إلى برنامج معيدي البيع لدى ${vendor}. أكّد عنوان بريدك الإلكتروني للمتابعة.`,
      'يعمل الرابط لمدة يومين. إن لم تكن أنت من طلب ذلك فلا تفعل شيئًا، ولن يحدث شيء.',
    ],
    button: 'تأكيد العنوان',
  }),
  standing: ({ vendor, company, number }) => ({
    subject: `سبق أن قدّمت ${company} إلى ${vendor}`,
    paragraphs: [`قُدِّم طلب جديد باسم ${company}. طلبك ${number} قائم؛ سجّل الدخول لمعرفة حالته.`],
    button: 'عرض الطلب',
  }),
  submit: ({ vendor, company, number }) => ({
    subject: `طلبك ${number} لدى ${vendor}`,
    paragraphs: [`شكرًا لك. قبلت شروط الشراكة، وأصبح طلب ${company} في قائمة مديري القنوات لدينا.`],
    button: 'عرض الطلب',
  }),
  ask: ({ vendor, number }) => ({
    subject: `لدى ${vendor} سؤال عن طلبك ${number}`,
    paragraphs: ['نحتاج إلى معرفة المزيد قبل أن نقرر. نرجو الإجابة في صفحة طلبك:'],
    button: 'الإجابة',
  }),
  answer: ({ number }) => ({
    subject: `وصلت إجابتك عن الطلب ${number}`,
    paragraphs: ['شكرًا لك؛ عاد الطلب إلى قائمة مديري القنوات لدينا.'],
    button: 'عرض الطلب',
  }),
  approve: ({ vendor, company }) => ({
    subject: `أهلًا بك: ${company} معيد بيع لدى ${vendor}`,
    paragraphs: [
      'تمت الموافقة على طلبك. يمكنك الآن الدخول إلى البوابة حيث المتجر بأسعارك الخاصة وعملاؤك وعقدك.',
      'يمكنك تنزيل العقد في أي وقت من رابط «الشروط والأحكام» أسفل كل صفحة.',
    ],
    button: 'فتح البوابة',
  }),
  decline: ({ vendor, number }) => ({
    subject: `اعتذرت ${vendor} عن قبول طلبك ${number}`,
    paragraphs: ['نأسف لعدم تمكننا من ضمّك إلى البرنامج. السبب:'],
    button: 'عرض الطلب',
  }),
  withdraw: ({ number }) => ({
    subject: `سُحب طلبك ${number}`,
    paragraphs: ['كما رغبت، لن يُنظر في الطلب بعد الآن. ومرحبًا بك إن أردت التقديم من جديد في أي وقت.'],
  }),
};

const WORDS: Record<Language, Record<LetterKind, Words>> = { en: EN, ar: AR };
