import type { Ctx, Language } from '../../base/ctx.ts';
import { sendMail } from '../../base/mail.ts';
import { longDate } from '../../base/pdf.words.ts';
import type { Quote, QuoteSeller, QuoteVersion } from './quotes.rules.ts';

type About = {
  quote: Quote;
  version: Pick<QuoteVersion, 'version' | 'valid_until' | 'message'>;
  seller: Pick<QuoteSeller, 'name' | 'brand_color'>;
};

/** Writes to whom the quote is for, in the quote's language and under the seller's name: that it is here, or that it was accepted. */
export async function writeToContact(
  ctx: Ctx,
  kind: 'sent' | 'thanks',
  { quote, version, seller, url }: About & { url?: string },
): Promise<void> {
  const language: Language = quote.language === 'ar' ? 'ar' : 'en';
  const words = TO_CONTACT[language][kind];
  const facts = { name: quote.contact_name, number: quote.number, seller: seller.name };
  const until = longDate(version.valid_until, language);
  const heading = words.subject(facts);
  const said = kind === 'sent' && version.message ? [version.message] : [];
  const letter = {
    from: seller,
    heading,
    paragraphs: [GREETING[language](facts.name), ...words.text(facts, until), ...said],
  };
  await sendMail(ctx, {
    ...{ resellerId: quote.reseller_id, sellerId: quote.seller_id, recipient: quote.contact_email, language },
    kind: `quote.${kind}`,
    subject: heading,
    letter: url ? { ...letter, button: { label: words.button, url } } : letter,
  });
}

type Colleague = { name: string; email: string; language: string };

/** Writes to the person of the reseller who made the quote: that it was accepted, or what is to be changed. */
export async function writeToSeller(
  ctx: Ctx,
  kind: 'accepted' | 'changes_asked',
  {
    quote,
    seller,
    to,
    by,
    note,
    url,
  }: Omit<About, 'version'> & { to: Colleague; by: string; note: string | null; url: string },
): Promise<void> {
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const words = TO_SELLER[language][kind];
  const heading = words.subject(quote.number, by);
  const paragraphs = [GREETING[language](to.name), words.text(quote.number, by), ...(note ? [note] : [])];
  await sendMail(ctx, {
    ...{ resellerId: quote.reseller_id, sellerId: quote.seller_id, recipient: to.email, language },
    kind: `quote.${kind}`,
    subject: heading,
    letter: { from: seller, heading, paragraphs, button: { label: words.button, url } },
  });
}

const GREETING: Record<Language, (name: string) => string> = {
  en: (name) => `Dear ${name},`,
  ar: (name) => `مرحبًا ${name}،`,
};

type Facts = { number: string; seller: string };

const TO_CONTACT = {
  en: {
    sent: {
      subject: ({ number, seller }: Facts) => `Your quote ${number} from ${seller}`,
      text: ({ seller }: Facts, until: string) => [
        `${seller} has prepared a quote for you. You can read it, download it, accept it or ask for changes on one page; you need no account.`,
        `It is valid until ${until}. The link is yours alone: whoever has it can accept for you.`,
      ],
      button: 'See the quote',
    },
    thanks: {
      subject: ({ number }: Facts) => `You have accepted quote ${number}`,
      text: ({ seller }: Facts) => [
        `thank you. ${seller} sets everything up now and keeps you informed. The link to your quote still opens the document you have accepted.`,
      ],
      button: 'See the quote',
    },
  },
  ar: {
    sent: {
      subject: ({ number, seller }: Facts) => `عرض السعر ${number} من ${seller}`,
      text: ({ seller }: Facts, until: string) => [
        `أعدّت لك ${seller} عرض سعر. يمكنك في صفحة واحدة قراءته وتنزيله وقبوله أو طلب تعديله، دون الحاجة إلى حساب.`,
        `عرض السعر صالح حتى ${until}. هذا الرابط خاص بك: كل من لديه الرابط يستطيع القبول نيابةً عنك.`,
      ],
      button: 'الاطلاع على التفاصيل',
    },
    thanks: {
      subject: ({ number }: Facts) => `قبلت عرض السعر ${number}`,
      text: ({ seller }: Facts) => [
        `شكرًا لك. تبدأ ${seller} الآن تجهيز كل شيء وستوافيك بالمستجدات. ويبقى رابط عرض السعر متاحًا للاطلاع على المستند الذي قبلته.`,
      ],
      button: 'الاطلاع على التفاصيل',
    },
  },
} satisfies Record<
  Language,
  Record<
    'sent' | 'thanks',
    { subject: (facts: Facts) => string; text: (facts: Facts, until: string) => string[]; button: string }
  >
>;

const TO_SELLER = {
  en: {
    accepted: {
      subject: (number: string, by: string) => `${by} has accepted quote ${number}`,
      text: (number: string, by: string) =>
        `${by} has accepted quote ${number}. What was ordered by it is under way.`,
      button: 'See the quote',
    },
    changes_asked: {
      subject: (number: string, by: string) => `${by} asks for changes to quote ${number}`,
      text: (number: string, by: string) => `${by} has read quote ${number} and asks for changes:`,
      button: 'Write the next version',
    },
  },
  ar: {
    accepted: {
      subject: (number: string, by: string) => `قبول عرض السعر ${number} من ${by}`,
      text: (number: string, by: string) =>
        `قُبل عرض السعر ${number} من ${by}، والطلب الناتج عنه قيد التنفيذ.`,
      button: 'الاطلاع على التفاصيل',
    },
    changes_asked: {
      subject: (number: string, by: string) => `طلب تعديل على عرض السعر ${number} من ${by}`,
      text: (number: string, by: string) => `اطّلع ${by} على عرض السعر ${number} ويطلب التعديلات الآتية:`,
      button: 'كتابة الإصدار التالي',
    },
  },
};
