import { publicUrl } from '../../base/config.ts';
import type { Ctx, Language } from '../../base/ctx.ts';
import { sendMail } from '../../base/mail.ts';
import type { Deal } from './deals.rules.ts';

/** The letters about a deal. The first go to the vendor's people, the next to the reseller's, the last two to the customer. */
export type DealLetter =
  | 'register'
  | 'resubmit'
  | 'recall'
  | 'win'
  | 'lose'
  | 'likeness'
  | 'customer_likeness'
  | 'remind_decision'
  | 'escalate_supervisor'
  | 'escalate_management'
  | 'return'
  | 'approve'
  | 'decline'
  | 'extend'
  | 'expire'
  | 'notice_expiry'
  | 'choice'
  | 'choice_asked'
  | 'choice_signed';

export type Reader = { name: string; email: string; language: string };
/** Who writes, and what goes with it. `note` is what a person wrote: a paragraph of its own. `more`: a name that the words need. */
export type Writing = {
  from: { name: string; brand_color: string | null };
  reseller: string;
  note?: string | null;
  more?: string;
  token?: string;
};

const OFFICE: readonly DealLetter[] = [
  'register',
  'resubmit',
  'recall',
  'win',
  'lose',
  'likeness',
  'customer_likeness',
  'remind_decision',
  'escalate_supervisor',
  'escalate_management',
];

/** Writes one letter about the deal, in the reader's language and under the vendor's name. */
export async function writeDealLetter(
  ctx: Ctx,
  deal: Deal,
  kind: DealLetter,
  to: Reader,
  { from, reseller, note, more = '', token }: Writing,
): Promise<void> {
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const until = deal.protected_until ?? '';
  const facts = { vendor: from.name, reseller, customer: deal.name, number: deal.number, until, more };
  const { subject, paragraphs, button } = WORDS[language][kind](facts);
  const greeting = language === 'ar' ? `مرحبًا ${to.name}،` : `Dear ${to.name},`;
  const letter = { from, heading: subject, paragraphs: [greeting, ...paragraphs, ...(note ? [note] : [])] };
  await sendMail(ctx, {
    resellerId: deal.reseller_id,
    sellerId: deal.seller_id,
    recipient: to.email,
    language,
    kind: `deal.${kind}`,
    subject,
    letter: button ? { ...letter, button: { label: button, url: urlOf(deal, kind, token) } } : letter,
  });
}

function urlOf({ id }: Deal, kind: DealLetter, token: string | undefined): string {
  if (kind === 'choice_asked') return `${publicUrl()}/choice?token=${token}`;
  return `${publicUrl()}/${OFFICE.includes(kind) ? 'office' : 'console'}/deals/${id}`;
}

type Facts = {
  vendor: string;
  reseller: string;
  customer: string;
  number: string;
  until: string;
  more: string;
};
type Words = (about: Facts) => { subject: string; paragraphs: string[]; button?: string };

const EN: Record<DealLetter, Words> = {
  register: ({ reseller, customer, number }) => ({
    subject: `${reseller} has registered the deal ${number}`,
    paragraphs: [`${reseller} has registered a deal for ${customer}. It waits for your decision.`],
    button: 'Decide',
  }),
  resubmit: ({ reseller, customer, number }) => ({
    subject: `${reseller} has answered on the deal ${number}`,
    paragraphs: [`The deal for ${customer} is back in your queue, with the answer to your question.`],
    button: 'Decide',
  }),
  recall: ({ reseller, customer, number }) => ({
    subject: `${reseller} has recalled the deal ${number}`,
    paragraphs: [`The deal for ${customer} needs no decision any more.`],
  }),
  win: ({ reseller, customer, number }) => ({
    subject: `${reseller} has won the deal ${number}`,
    paragraphs: [`${customer} has decided for ${reseller}.`],
    button: 'See the deal',
  }),
  lose: ({ reseller, customer, number }) => ({
    subject: `${reseller} has lost the deal ${number}`,
    paragraphs: [`The deal for ${customer} came to nothing.`],
    button: 'See the deal',
  }),
  likeness: ({ reseller, customer, number, more }) => ({
    subject: `The deal ${number} may be for a customer of another deal`,
    paragraphs: [
      `What ${reseller} has registered for ${customer} is like the deal ${more}. Compare the two and decide: no reseller learns of another’s deal.`,
    ],
    button: 'Compare',
  }),
  customer_likeness: ({ reseller, customer, number, more }) => ({
    subject: `The deal ${number} may be for another partner’s customer`,
    paragraphs: [
      `What ${reseller} has registered for ${customer} is like an existing customer: ${more}. Compare the two before it is decided: no reseller learns of another’s customer.`,
    ],
    button: 'Compare',
  }),
  remind_decision: ({ reseller, customer, number }) => ({
    subject: `The deal ${number} waits for your decision`,
    paragraphs: [`${reseller} still waits for a decision on the deal for ${customer}. The deadline is near.`],
    button: 'Decide',
  }),
  escalate_supervisor: ({ reseller, customer, number }) => ({
    subject: `The deal ${number} was not decided in time`,
    paragraphs: [
      `The deadline has passed for the deal of ${reseller} for ${customer}. As channel supervisor you can decide in the channel manager’s place.`,
    ],
    button: 'Decide',
  }),
  escalate_management: ({ reseller, customer, number }) => ({
    subject: `The deal ${number} is overdue and needs you`,
    paragraphs: [
      `Neither channel manager nor supervisor has decided on the deal of ${reseller} for ${customer}. It comes to management now.`,
    ],
    button: 'Decide',
  }),
  return: ({ vendor, customer, number }) => ({
    subject: `${vendor} has a question about your deal ${number}`,
    paragraphs: [`Before we can decide on the deal for ${customer} we need to know a little more:`],
    button: 'Answer',
  }),
  approve: ({ vendor, customer, number, until }) => ({
    subject: `${vendor} has approved your deal ${number}`,
    paragraphs: [
      `Your deal for ${customer} is registered and protected until ${until}: until then we help no other partner to win it.`,
      'The customer remains free to choose the partner it wants to work with.',
    ],
    button: 'See the deal',
  }),
  decline: ({ vendor, customer, number }) => ({
    subject: `${vendor} has declined to register your deal ${number}`,
    paragraphs: [
      `We cannot register the deal for ${customer}. You may sell to this customer all the same. The reason:`,
    ],
    button: 'See the deal',
  }),
  extend: ({ customer, number, until }) => ({
    subject: `Your deal ${number} is protected until ${until}`,
    paragraphs: [`The protection of your deal for ${customer} has been extended.`],
    button: 'See the deal',
  }),
  expire: ({ customer, number }) => ({
    subject: `The registration of your deal ${number} has expired`,
    paragraphs: [
      `The deal for ${customer} is not registered any more. If you still work on it, register it again.`,
    ],
    button: 'See the deal',
  }),
  notice_expiry: ({ customer, number, until }) => ({
    subject: `The protection of your deal ${number} ends on ${until}`,
    paragraphs: [`Close the deal for ${customer} before then, or extend it.`],
    button: 'See the deal',
  }),
  choice: ({ customer, number }) => ({
    subject: `${customer} has chosen another partner (deal ${number})`,
    paragraphs: [
      `${customer} has told us in writing that it works with another partner. Customers are always free to choose; your deal has ended.`,
    ],
    button: 'See the deal',
  }),
  choice_asked: ({ vendor, customer, more }) => ({
    subject: `Confirm the partner of ${customer}`,
    paragraphs: [
      `We were told that ${customer} wants to work with ${more}. You alone decide which partner of ${vendor} you work with.`,
      'If it is so, confirm it on the page below. If it is not, do nothing. The link works once, for seven days.',
    ],
    button: 'Read and confirm',
  }),
  choice_signed: ({ vendor, customer, more }) => ({
    subject: `${customer} works with ${more}`,
    paragraphs: [`Thank you. ${vendor} has recorded the choice of ${customer}. This is what was signed:`],
  }),
};

const AR: Record<DealLetter, Words> = {
  register: ({ reseller, customer, number }) => ({
    subject: `سجّلت ${reseller} الصفقة ${number}`,
    paragraphs: [`سجّلت ${reseller} صفقة مع ${customer}، وهي بانتظار قرارك.`],
    button: 'اتخاذ القرار',
  }),
  resubmit: ({ reseller, customer, number }) => ({
    subject: `أجابت ${reseller} عن سؤالك في الصفقة ${number}`,
    paragraphs: [`عادت صفقة ${customer} إلى قائمتك مع الإجابة.`],
    button: 'اتخاذ القرار',
  }),
  recall: ({ reseller, customer, number }) => ({
    subject: `سحبت ${reseller} تسجيل الصفقة ${number}`,
    paragraphs: [`لم تعد صفقة ${customer} بحاجة إلى قرار.`],
  }),
  win: ({ reseller, customer, number }) => ({
    subject: `ربحت ${reseller} الصفقة ${number}`,
    paragraphs: [`اختارت ${customer} التعامل مع ${reseller}.`],
    button: 'عرض الصفقة',
  }),
  lose: ({ reseller, customer, number }) => ({
    subject: `خسرت ${reseller} الصفقة ${number}`,
    paragraphs: [`لم تتم صفقة ${customer}.`],
    button: 'عرض الصفقة',
  }),
  likeness: ({ reseller, customer, number, more }) => ({
    subject: `قد تكون الصفقة ${number} لعميل صفقة أخرى`,
    paragraphs: [
      `ما سجّلته ${reseller} باسم ${customer} يشبه الصفقة ${more}. قارن بينهما وقرّر؛ ولا يعلم أي معيد بيع بصفقة غيره.`,
    ],
    button: 'المقارنة',
  }),
  customer_likeness: ({ reseller, customer, number, more }) => ({
    subject: `قد تكون الصفقة ${number} لعميل شريك آخر`,
    paragraphs: [
      `ما سجّلته ${reseller} باسم ${customer} يشبه عميلًا قائمًا: ${more}. قارن بينهما قبل اتخاذ القرار؛ ولا يعلم أي معيد بيع بعميل غيره.`,
    ],
    button: 'المقارنة',
  }),
  remind_decision: ({ reseller, customer, number }) => ({
    subject: `الصفقة ${number} بانتظار قرارك`,
    paragraphs: [`ما زالت ${reseller} تنتظر القرار في صفقة ${customer}، والموعد قريب.`],
    button: 'اتخاذ القرار',
  }),
  escalate_supervisor: ({ reseller, customer, number }) => ({
    subject: `انقضى موعد القرار في الصفقة ${number}`,
    paragraphs: [
      `انقضى موعد القرار في صفقة ${reseller} مع ${customer}. بصفتك مشرف القناة يمكنك اتخاذ القرار بدلًا من مدير القناة.`,
    ],
    button: 'اتخاذ القرار',
  }),
  escalate_management: ({ reseller, customer, number }) => ({
    subject: `الصفقة ${number} متأخرة وتحتاج إلى قرارك`,
    paragraphs: [
      `لم يتخذ مدير القناة ولا المشرف قرارًا في صفقة ${reseller} مع ${customer}، فأُحيلت إلى الإدارة.`,
    ],
    button: 'اتخاذ القرار',
  }),
  return: ({ vendor, customer, number }) => ({
    subject: `لدى ${vendor} سؤال عن صفقتك ${number}`,
    paragraphs: [`نحتاج إلى معرفة المزيد قبل أن نقرر في صفقة ${customer}:`],
    button: 'الإجابة',
  }),
  approve: ({ vendor, customer, number, until }) => ({
    subject: `وافقت ${vendor} على تسجيل صفقتك ${number}`,
    paragraphs: [
      `سُجّلت صفقتك مع ${customer} وهي محمية حتى ${until}: لن نساعد شريكًا آخر على كسبها حتى ذلك اليوم.`,
      'ويبقى العميل حرًّا في اختيار الشريك الذي يريد العمل معه.',
    ],
    button: 'عرض الصفقة',
  }),
  decline: ({ vendor, customer, number }) => ({
    subject: `اعتذرت ${vendor} عن تسجيل صفقتك ${number}`,
    paragraphs: [`لا يمكننا تسجيل صفقة ${customer}، ومع ذلك يمكنك البيع لهذا العميل. السبب:`],
    button: 'عرض الصفقة',
  }),
  extend: ({ customer, number, until }) => ({
    subject: `صفقتك ${number} محمية حتى ${until}`,
    paragraphs: [`مُدّدت حماية صفقتك مع ${customer}.`],
    button: 'عرض الصفقة',
  }),
  expire: ({ customer, number }) => ({
    subject: `انتهى تسجيل صفقتك ${number}`,
    paragraphs: [`لم تعد صفقة ${customer} مسجّلة. إن كنت ما زلت تعمل عليها فسجّلها من جديد.`],
    button: 'عرض الصفقة',
  }),
  notice_expiry: ({ customer, number, until }) => ({
    subject: `تنتهي حماية صفقتك ${number} في ${until}`,
    paragraphs: [`أتمّ صفقة ${customer} قبل ذلك أو مدّد حمايتها.`],
    button: 'عرض الصفقة',
  }),
  choice: ({ customer, number }) => ({
    subject: `اختارت ${customer} شريكًا آخر (الصفقة ${number})`,
    paragraphs: [
      `أبلغتنا ${customer} كتابةً بأنها تعمل مع شريك آخر. العملاء أحرار دائمًا في اختيارهم، وقد انتهت صفقتك.`,
    ],
    button: 'عرض الصفقة',
  }),
  choice_asked: ({ vendor, customer, more }) => ({
    subject: `أكّد شريك ${customer}`,
    paragraphs: [
      `بلغنا أن ${customer} تريد العمل مع ${more}. القرار لك وحدك في اختيار من تعمل معه ${customer} من شركاء ${vendor}.`,
      'إن كان الأمر كذلك فأكّده في الصفحة أدناه، وإلا فلا تفعل شيئًا. يعمل الرابط مرة واحدة خلال سبعة أيام.',
    ],
    button: 'القراءة والتأكيد',
  }),
  choice_signed: ({ vendor, customer, more }) => ({
    subject: `${customer} تعمل مع ${more}`,
    paragraphs: [`شكرًا لك. سجّلت ${vendor} اختيار ${customer}. وهذا نص ما وُقّع:`],
  }),
};

const WORDS: Record<Language, Record<DealLetter, Words>> = { en: EN, ar: AR };
