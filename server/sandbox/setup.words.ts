import type { Language } from './pages.ts';

type Words = Record<
  | 'keep'
  | 'detail'
  | 'save'
  | 'back'
  | 'soon'
  | 'declined'
  | 'unverified'
  | 'question'
  | 'questionDetail'
  | 'refuse',
  string
> & { cards: Record<string, string> };

/** What the page says on which a card is typed that is to be kept, beside the words of the payment page. */
export const SETUP_WORDS: Record<Language, Words> = {
  en: {
    keep: 'Save a card',
    detail: 'Nothing is charged now.',
    save: 'Save the card',
    back: 'Go back without saving',
    soon: 'With this month as its expiry, any of them expires soon.',
    declined: 'Your card was declined and is not saved. Try another card.',
    unverified: 'Your bank could not confirm that it is you. The card is not saved.',
    question: 'Confirm the card',
    questionDetail: 'Your bank asks whether it is you who saves this card.',
    refuse: 'No, do not save it',
    cards: {
      '4242424242424242': 'is charged later',
      '4000000000000341': 'is saved, but later declined',
      '4000002760003184': 'asks the bank now, and each time later',
      '4000002500003155': 'asks the bank now, not later',
      '4000000000000259': 'is charged later, then disputed',
      '4000000000000002': 'is declined now',
    },
  },
  ar: {
    keep: 'حفظ بطاقة',
    detail: 'لن يُخصم أي مبلغ الآن.',
    save: 'حفظ البطاقة',
    back: 'العودة دون حفظ',
    soon: 'إذا جعلت تاريخ انتهاء أي منها الشهر الحالي فستنتهي قريبًا.',
    declined: 'رُفضت بطاقتك ولم تُحفظ. جرّب بطاقة أخرى.',
    unverified: 'لم يتمكن البنك من التحقق من هويتك، ولم تُحفظ البطاقة.',
    question: 'تأكيد البطاقة',
    questionDetail: 'يسأل البنك إن كنت أنت من يحفظ هذه البطاقة.',
    refuse: 'لا، لا تحفظها',
    cards: {
      '4242424242424242': 'يُخصم منها لاحقًا',
      '4000000000000341': 'تُحفظ ثم تُرفض لاحقًا',
      '4000002760003184': 'تطلب تأكيد البنك الآن وفي كل مرة لاحقة',
      '4000002500003155': 'تطلب تأكيد البنك الآن فقط',
      '4000000000000259': 'يُخصم منها لاحقًا ثم يُعترض عليها',
      '4000000000000002': 'تُرفض الآن',
    },
  },
};
