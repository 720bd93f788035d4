import type { Language } from '../../base/ctx.ts';

/** The link to a declaration works this long. */
export const CHOICE_DAYS = 7;

/** What a customer declares. */
export type Declared = { customer: string; chosen: string; vendor: string };

/** The very words that are signed, in the customer's language. They are kept as they were: changing them here changes no signed one. */
export function declarationText(language: Language, { customer, chosen, vendor }: Declared): string {
  if (language === 'ar')
    return [
      `تصرّح ${customer} بأنها اختارت ${chosen} شريكًا لها في منتجات ${vendor} وخدماتها.`,
      `ونعلم أن ${vendor} تترك لعملائها حرية اختيار الشريك، وأن هذا الاختيار لا يُطلب له سبب ولا يملك أحد الاعتراض عليه.`,
      'ويؤكد الموقّع أدناه أنه مخوّل بالتصريح نيابةً عنها.',
    ].join('\n\n');
  return [
    `${customer} declares that it has chosen ${chosen} as its partner for the products and services of ${vendor}.`,
    `We know that ${vendor} leaves its customers free to choose their partner, that nobody asks for a reason, and that nobody can object.`,
    'Whoever signs below confirms that they may declare this in the customer’s name.',
  ].join('\n\n');
}

/** Everything of a signed declaration in one order, for its seal: whoever changes a word changes the hash. */
export function sealed(choice: Record<string, unknown>): string {
  const fields = Object.entries(choice).filter(([name]) => name !== 'seal_sha256');
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
