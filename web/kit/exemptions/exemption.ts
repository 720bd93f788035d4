import { z } from 'zod';
import type { Item } from '../../api/client.ts';

/** Why something bears no tax, as documents print it. */
export type Exemption = NonNullable<Item<'/v1/orders/services'>['exemption']>;

/** The fields of a form for something that is taxed or says why not. */
export const taxedFields = {
  taxed: z.boolean(),
  exemption: z.object({
    en: z.string().trim().max(200),
    ar: z.string().trim().max(200),
    code: z.string(),
  }),
};
export type TaxedValues = z.infer<z.ZodObject<typeof taxedFields>>;

/** No code fits: the words alone say why. */
export const NO_CODE = 'none';

export const TAXED: TaxedValues = { taxed: true, exemption: { en: '', ar: '', code: NO_CODE } };

/** A form's values for what is known already. */
export function taxedValues(exemption: Exemption | null): TaxedValues {
  return exemption ? { taxed: false, exemption: { ...exemption, code: exemption.code ?? NO_CODE } } : TAXED;
}

/** What bears no tax says why in both languages: for a schema's `superRefine`. */
export function saysWhy({ taxed, exemption }: TaxedValues, context: z.RefinementCtx): void {
  if (taxed) return;
  for (const language of ['en', 'ar'] as const) {
    const input = exemption[language];
    const path = ['exemption', language];
    if (input.length < 3) context.addIssue({ code: 'too_small', origin: 'string', minimum: 3, path, input });
  }
}

/** The same as requests say it. */
export function exemptionOf({ taxed, exemption: { code, ...words } }: TaxedValues): Exemption | null {
  return taxed ? null : { ...words, code: code === NO_CODE ? null : (code as Exemption['code']) };
}
