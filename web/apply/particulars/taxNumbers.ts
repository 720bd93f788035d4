import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

const hints: Record<string, MessageDescriptor> = {
  SA: msg`15 digits, the first and the last a 3.`,
  AE: msg`15 digits, the first a 1.`,
  BH: msg`15 digits.`,
  OM: msg`OM and 10 digits.`,
  EG: msg`9 digits.`,
  TR: msg`10 digits.`,
  GB: msg`GB and 9 or 12 digits.`,
  DE: msg`DE and 9 digits.`,
  FR: msg`FR, 2 letters or digits, and 9 digits.`,
  IT: msg`IT and 11 digits.`,
  ES: msg`ES and 9 letters or digits.`,
  NL: msg`NL, 9 digits, B and 2 digits.`,
  BE: msg`BE and 10 digits.`,
  AT: msg`ATU and 8 digits.`,
  PL: msg`PL and 10 digits.`,
  IN: msg`15 letters and digits, such as 27AAPFU0939F1ZV.`,
  AU: msg`11 digits.`,
  ZA: msg`10 digits, the first a 4.`,
  US: msg`9 digits.`,
};

const anywhereElse = msg`4 to 30 letters and digits.`;

/** What a tax number looks like in a country. The server decides; this helps to type it. */
export function taxNumberHint(country: string): MessageDescriptor {
  return hints[country] ?? anywhereElse;
}
