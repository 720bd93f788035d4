import type { Ctx, Language } from '../../base/ctx.ts';
import { sendMail } from '../../base/mail.ts';
import { formatMoney } from '../../base/money.ts';
import type { Invoice } from './invoices.rules.ts';

type Recipient = { email: string; name: string; language: string; organization_kind: string };
type Named = Invoice & { seller_name: string };

/** "Your invoice is here", in the recipient's language, under the seller's name. */
export async function sendInvoiceMail(ctx: Ctx, invoice: Named, to: Recipient, url: string): Promise<void> {
  const language: Language = to.language === 'ar' ? 'ar' : 'en';
  const page = to.organization_kind === 'customer' ? 'panel/invoices' : 'console/billing';
  const words = WORDS[language];
  const total = formatMoney({ amount: invoice.total, currency: invoice.currency });
  await sendMail(ctx, {
    resellerId: invoice.reseller_id,
    sellerId: invoice.seller_id,
    recipient: to.email,
    language,
    kind: 'invoice.issued',
    subject: words.subject(invoice.number ?? '', invoice.seller_name),
    letter: {
      from: { name: invoice.seller_name },
      heading: words.heading(invoice.number ?? ''),
      paragraphs: words.paragraphs(to.name, total, invoice.due_on ?? '', invoice.payment_reference ?? ''),
      button: { label: words.button, url: `${url}/${page}/${invoice.id}` },
    },
  });
}

const WORDS = {
  en: {
    subject: (number: string, seller: string) => `Invoice ${number} from ${seller}`,
    heading: (number: string) => `Invoice ${number}`,
    paragraphs: (name: string, total: string, due: string, reference: string) => [
      `Dear ${name},`,
      `your invoice over ${total} is ready. It is due on ${due}.`,
      `For a bank transfer, please give the reference ${reference}.`,
    ],
    button: 'See the invoice',
  },
  ar: {
    subject: (number: string, seller: string) => `الفاتورة ${number} من ${seller}`,
    heading: (number: string) => `الفاتورة ${number}`,
    paragraphs: (name: string, total: string, due: string, reference: string) => [
      `مرحبًا ${name}،`,
      `فاتورتك بمبلغ ${total} جاهزة، وتاريخ استحقاقها ${due}.`,
      `عند الدفع بالتحويل البنكي يُرجى ذكر المرجع ${reference}.`,
    ],
    button: 'عرض الفاتورة',
  },
};
