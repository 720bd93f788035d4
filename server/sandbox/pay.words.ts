import type { Language } from './pages.ts';

export type Words = Record<
  | 'banner'
  | 'pay'
  | 'payTo'
  | 'number'
  | 'expiry'
  | 'cvc'
  | 'name'
  | 'back'
  | 'tests'
  | 'succeeds'
  | 'declines'
  | 'asks'
  | 'disputes'
  | 'refundsLater'
  | 'refundFails'
  | 'declined'
  | 'unverified'
  | 'unknown'
  | 'incomplete'
  | 'paid'
  | 'paidDetail'
  | 'gone'
  | 'goneDetail'
  | 'challenge'
  | 'challengeDetail'
  | 'approve'
  | 'refuse',
  string
>;

/** What the hosted payment page says. */
export const WORDS: Record<Language, Words> = {
  en: {
    banner: 'Sandbox — no real money moves',
    pay: 'Pay',
    payTo: 'Card payment',
    number: 'Card number',
    expiry: 'Expiry (MM/YY)',
    cvc: 'Security code',
    name: 'Name on the card',
    back: 'Go back without paying',
    tests: 'Test cards',
    succeeds: 'succeeds',
    declines: 'is declined',
    asks: 'asks the bank to confirm',
    disputes: 'succeeds, then is disputed',
    refundsLater: 'succeeds; a refund takes a while',
    refundFails: 'succeeds; a refund comes back',
    declined: 'Your card was declined. No money was taken. Try another card.',
    unverified:
      'Your bank could not confirm that it is you. No money was taken. Try again or use another card.',
    unknown: 'This sandbox knows only the test cards below.',
    incomplete: 'Fill in the card number, its expiry date and the security code.',
    paid: 'This payment is complete',
    paidDetail: 'You can close this page.',
    gone: 'This payment page has expired',
    goneDetail: 'Go back to the invoice and start the payment again.',
    challenge: 'Confirm the payment',
    challengeDetail: 'Your bank asks whether it is you who pays.',
    approve: 'Yes, it is me',
    refuse: 'No, stop the payment',
  },
  ar: {
    banner: 'بيئة تجريبية (Sandbox) — لا تُنقل أي أموال حقيقية',
    pay: 'دفع',
    payTo: 'الدفع بالبطاقة',
    number: 'رقم البطاقة',
    expiry: 'الانتهاء (شهر/سنة)',
    cvc: 'رمز الأمان',
    name: 'الاسم على البطاقة',
    back: 'العودة دون دفع',
    tests: 'بطاقات الاختبار',
    succeeds: 'تنجح',
    declines: 'تُرفض',
    asks: 'تطلب تأكيد البنك',
    disputes: 'تنجح ثم يُعترض عليها',
    refundsLater: 'تنجح، ويستغرق ردّ المبلغ بعض الوقت',
    refundFails: 'تنجح، ولا يصل ردّ المبلغ فيعود',
    declined: 'رُفضت بطاقتك ولم يُخصم أي مبلغ. جرّب بطاقة أخرى.',
    unverified: 'لم يتمكن البنك من التحقق من هويتك ولم يُخصم أي مبلغ. حاول مرة أخرى أو استخدم بطاقة أخرى.',
    unknown: 'هذه البيئة التجريبية لا تعرف إلا بطاقات الاختبار أدناه.',
    incomplete: 'أدخل رقم البطاقة وتاريخ انتهائها ورمز الأمان.',
    paid: 'اكتملت عملية الدفع',
    paidDetail: 'يمكنك إغلاق هذه الصفحة.',
    gone: 'انتهت صلاحية صفحة الدفع',
    goneDetail: 'عد إلى الفاتورة وابدأ الدفع من جديد.',
    challenge: 'تأكيد عملية الدفع',
    challengeDetail: 'يسأل البنك إن كنت أنت من يدفع.',
    approve: 'نعم، أنا من يدفع',
    refuse: 'لا، إيقاف الدفع',
  },
};
