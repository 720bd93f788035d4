import type { Ctx, Language } from '../../base/ctx.ts';
import { sendMail } from '../../base/mail.ts';
import { formatMoney } from '../../base/money.ts';
import type { DocumentKind, Invoice } from './invoices.rules.ts';

type Recipient = { email: string; name: string; language: string; organization_kind: string };
/** `charged`: the kept card that it is charged to by itself, and when. */
type Named = Invoice & { seller_name: string; charged?: { card: string; on: string } };

/** "Your invoice is here", or the note, in the recipient's language, under the seller's name. What a credit note gives back is told positive. */
export async function sendInvoiceMail(ctx: Ctx, invoice: Named, to: Recipient, url: string): Promise<void> {
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const page = to.organization_kind === 'customer' ? 'panel/invoices' : 'console/billing';
  const { number, seller_name, kind, earlier_rule, charged } = invoice;
  const words = WORDS[language];
  const of = words[kind as DocumentKind];
  const sum = formatMoney({
    amount: invoice.total < 0n ? -invoice.total : invoice.total,
    currency: invoice.currency,
  });
  const said = { sum, due: invoice.due_on ?? '', reference: invoice.payment_reference ?? '' };
  const [first, how] = of.paragraphs(said);
  const rest = charged ? words.charged(charged.card, charged.on) : how;
  await sendMail(ctx, {
    resellerId: invoice.reseller_id,
    sellerId: invoice.seller_id,
    recipient: to.email,
    language,
    kind: 'invoice.issued',
    subject: words.from(`${of.name} ${number ?? ''}`, seller_name),
    letter: {
      from: { name: seller_name },
      heading: `${of.name} ${number ?? ''}`,
      paragraphs: [words.greeting(to.name), first, ...(earlier_rule ? [words.earlier] : []), rest],
      button: { label: of.button, url: `${url}/${page}/${invoice.id}` },
    },
  });
}

type Said = { sum: string; due: string; reference: string };
type Words = {
  from: (document: string, seller: string) => string;
  greeting: (name: string) => string;
  /** Why its tax is not today's. */
  earlier: string;
  /** In place of how to pay. */
  charged: (card: string, on: string) => string;
} & Record<DocumentKind, { name: string; paragraphs: (said: Said) => [string, string]; button: string }>;

const TRANSFER = {
  en: (reference: string) => `For a bank transfer, please give the reference ${reference}.`,
  ar: (reference: string) => `عند الدفع بالتحويل البنكي يُرجى ذكر المرجع ${reference}.`,
};

const WORDS: Record<Language, Words> = {
  en: {
    from: (document, seller) => `${document} from ${seller}`,
    greeting: (name) => `Dear ${name},`,
    earlier: 'It corrects earlier supplies, at the tax that held for them.',
    charged: (card, on) => `It is charged to your card ${card} on ${on}; you need do nothing.`,
    invoice: {
      name: 'Invoice',
      paragraphs: ({ sum, due, reference }) => [
        `your invoice over ${sum} is ready. It is due on ${due}.`,
        TRANSFER.en(reference),
      ],
      button: 'See the invoice',
    },
    debit_note: {
      name: 'Debit note',
      paragraphs: ({ sum, due, reference }) => [
        `your debit note over ${sum} is ready. It is due on ${due}.`,
        TRANSFER.en(reference),
      ],
      button: 'See the debit note',
    },
    credit_note: {
      name: 'Credit note',
      paragraphs: ({ sum }) => [
        `your credit note over ${sum} is ready.`,
        'It settles what is open on your account first; the rest waits there as credit.',
      ],
      button: 'See the credit note',
    },
  },
  ar: {
    from: (document, seller) => `${document} من ${seller}`,
    greeting: (name) => `مرحبًا ${name}،`,
    earlier: 'المستند تصحيح لتوريدات سابقة بالضريبة التي كانت سارية عليها.',
    charged: (card, on) => `سيُخصم المبلغ من بطاقتك ${card} في ${on}، ولا يلزمك فعل شيء.`,
    invoice: {
      name: 'الفاتورة',
      paragraphs: ({ sum, due, reference }) => [
        `فاتورتك بمبلغ ${sum} جاهزة، وتاريخ استحقاقها ${due}.`,
        TRANSFER.ar(reference),
      ],
      button: 'عرض الفاتورة',
    },
    debit_note: {
      name: 'الإشعار المدين',
      paragraphs: ({ sum, due, reference }) => [
        `إشعارك المدين بمبلغ ${sum} جاهز، وتاريخ استحقاقه ${due}.`,
        TRANSFER.ar(reference),
      ],
      button: 'عرض الإشعار',
    },
    credit_note: {
      name: 'الإشعار الدائن',
      paragraphs: ({ sum }) => [
        `إشعارك الدائن بمبلغ ${sum} جاهز.`,
        'يسدّد المبالغ المستحقة في حسابك أولًا، ويبقى ما يزيد عليها رصيدًا لك.',
      ],
      button: 'عرض الإشعار',
    },
  },
};
