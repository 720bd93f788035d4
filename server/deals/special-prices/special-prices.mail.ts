import type { Language } from '../../base/ctx.ts';

/** The letters about a special price; `decide`, `remind` and `escalate` go to those who decide a level. */
export type SpecialLetter =
  | 'request'
  | 'answer'
  | 'reopen'
  | 'decide'
  | 'remind'
  | 'escalate'
  | 'return'
  | 'approve'
  | 'decline'
  | 'expire';

type Facts = { reseller: string; customer: string; number: string };
type Words = (about: Facts) => { subject: string; text: string; button: string };

const EN: Record<SpecialLetter, Words> = {
  request: ({ reseller, customer, number }) => ({
    subject: `${reseller} asks for a special price (${number})`,
    text: `${reseller} sells to ${customer}, which needs a special price. As channel supervisor you are brought in: endorse the request with a note, or return it.`,
    button: 'Look at the request',
  }),
  answer: ({ reseller, customer, number }) => ({
    subject: `${reseller} has answered on ${number}`,
    text: `The request for ${customer} is back with you, with the answer to the question.`,
    button: 'Look at the request',
  }),
  reopen: ({ reseller, customer, number }) => ({
    subject: `The special price ${number} has been outgrown`,
    text: `${customer}, a customer of ${reseller}, is bigger than what was approved. What runs goes on at its price; the request has to be looked at again.`,
    button: 'Look at the request',
  }),
  decide: ({ reseller, customer, number }) => ({
    subject: `A special price waits for your decision (${number})`,
    text: `${reseller} asks for a special price for ${customer}. The channel supervisor has endorsed it; it is with you now.`,
    button: 'Decide',
  }),
  remind: ({ reseller, customer, number }) => ({
    subject: `${number} still waits for your decision`,
    text: `${reseller} waits for a decision on the special price for ${customer}. The deadline is near.`,
    button: 'Decide',
  }),
  escalate: ({ reseller, customer, number }) => ({
    subject: `${number} was not decided in time`,
    text: `The deadline has passed for the special price of ${reseller} for ${customer}. Administrators can decide it now, too.`,
    button: 'Decide',
  }),
  return: ({ customer, number }) => ({
    subject: `A question about your request ${number}`,
    text: `Before we can decide on the special price for ${customer} we need to know more:`,
    button: 'Answer',
  }),
  approve: ({ customer, number }) => ({
    subject: `Your special price ${number} is approved`,
    text: `The special price for ${customer} is approved. An order that was held can be released at it.`,
    button: 'See the price',
  }),
  decline: ({ customer, number }) => ({
    subject: `Your request ${number} was declined`,
    text: `We cannot give a special price for ${customer}. The reason:`,
    button: 'See the request',
  }),
  expire: ({ customer, number }) => ({
    subject: `Your special price ${number} has ended`,
    text: `The special price for ${customer} has ended. What runs goes on, at your plan’s price; ask again if you need another.`,
    button: 'See the request',
  }),
};

const AR: Record<SpecialLetter, Words> = {
  request: ({ reseller, customer, number }) => ({
    subject: `تطلب ${reseller} سعرًا خاصًا (${number})`,
    text: `تبيع ${reseller} إلى ${customer}، وهي تحتاج إلى سعر خاص. بصفتك مشرف القناة، أيّد الطلب بملاحظة أو أعِده.`,
    button: 'الاطلاع على الطلب',
  }),
  answer: ({ reseller, customer, number }) => ({
    subject: `أجابت ${reseller} عن السؤال في ${number}`,
    text: `عاد طلب ${customer} إليك مع الإجابة.`,
    button: 'الاطلاع على الطلب',
  }),
  reopen: ({ reseller, customer, number }) => ({
    subject: `تجاوز العميل حدود السعر الخاص ${number}`,
    text: `تجاوزت ${customer}، عميلة ${reseller}، ما جرى اعتماده. تستمر خدماتها بسعرها، ويلزم النظر في الطلب من جديد.`,
    button: 'الاطلاع على الطلب',
  }),
  decide: ({ reseller, customer, number }) => ({
    subject: `سعر خاص بانتظار قرارك (${number})`,
    text: `تطلب ${reseller} سعرًا خاصًا لصالح ${customer}. أيّد مشرف القناة الطلب، وهو الآن لديك.`,
    button: 'اتخاذ القرار',
  }),
  remind: ({ reseller, customer, number }) => ({
    subject: `ما زال ${number} بانتظار قرارك`,
    text: `تنتظر ${reseller} القرار في السعر الخاص لصالح ${customer}، والموعد قريب.`,
    button: 'اتخاذ القرار',
  }),
  escalate: ({ reseller, customer, number }) => ({
    subject: `انقضى موعد القرار في ${number}`,
    text: `انقضى موعد القرار في السعر الخاص الذي طلبته ${reseller} لصالح ${customer}. يستطيع المسؤولون الآن اتخاذ القرار أيضًا.`,
    button: 'اتخاذ القرار',
  }),
  return: ({ customer, number }) => ({
    subject: `سؤال عن طلبك ${number}`,
    text: `نحتاج إلى معرفة المزيد قبل أن نقرر في السعر الخاص لصالح ${customer}:`,
    button: 'الإجابة',
  }),
  approve: ({ customer, number }) => ({
    subject: `اعتُمد سعرك الخاص ${number}`,
    text: `اعتُمد السعر الخاص لصالح ${customer}، ويمكن الإفراج عن الطلب المعلّق بهذا السعر.`,
    button: 'عرض السعر',
  }),
  decline: ({ customer, number }) => ({
    subject: `اعتذرنا عن طلبك ${number}`,
    text: `لا يمكننا منح سعر خاص لصالح ${customer}. السبب:`,
    button: 'عرض الطلب',
  }),
  expire: ({ customer, number }) => ({
    subject: `انتهى سعرك الخاص ${number}`,
    text: `انتهى السعر الخاص لصالح ${customer}. تستمر الخدمات بسعر خطتك، ويمكنك طلب سعر آخر.`,
    button: 'عرض الطلب',
  }),
};

export const SPECIAL_PRICE_WORDS: Record<Language, Record<SpecialLetter, Words>> = { en: EN, ar: AR };
