import type { Language } from '../../base/ctx.ts';

/** The letters about a customer that has come to need a special price: to the channel supervisor, and to the reseller. */
export type NeedLetter = 'supervisor' | 'reseller';

type Facts = { reseller: string; customer: string };
type Words = (about: Facts) => { subject: string; text: string; button: string };

export const NEED_WORDS: Record<Language, Record<NeedLetter, Words>> = {
  en: {
    supervisor: ({ reseller, customer }) => ({
      subject: `${customer} needs a special price now`,
      text: `${customer}, a customer of ${reseller}, has passed 750 employees with its group, or is a government body, and no special price is approved. What runs goes on; new orders are held. As channel supervisor you are brought in: agree with ${reseller} on a request.`,
      button: 'See who needs one',
    }),
    reseller: ({ customer }) => ({
      subject: `${customer} needs a special price now`,
      text: `${customer} has passed 750 employees with its group, or is a government body. What runs goes on at its price, but new orders are held until a special price is approved. Request one; your channel supervisor knows.`,
      button: 'Request a special price',
    }),
  },
  ar: {
    supervisor: ({ reseller, customer }) => ({
      subject: `تحتاج ${customer} الآن إلى سعر خاص`,
      text: `تجاوزت ${customer}، عميلة ${reseller}، مع مجموعتها 750 موظفًا أو هي جهة حكومية، وليس لها سعر خاص معتمد. تستمر خدماتها القائمة، وتُعلَّق الطلبات الجديدة. بصفتك مشرف القناة، اتفق مع ${reseller} على الطلب.`,
      button: 'عرض من يحتاج إليه',
    }),
    reseller: ({ customer }) => ({
      subject: `تحتاج ${customer} الآن إلى سعر خاص`,
      text: `تجاوزت ${customer} مع مجموعتها 750 موظفًا أو هي جهة حكومية. تستمر خدماتها القائمة بأسعارها، أما الطلبات الجديدة فتُعلَّق حتى اعتماد سعر خاص. اطلبه الآن، ومشرف القناة على علم بذلك.`,
      button: 'طلب سعر خاص',
    }),
  },
};
