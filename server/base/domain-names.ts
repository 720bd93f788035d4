import { domainToASCII } from 'node:url';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A domain name as it is provisioned: lower case, and international names in punycode (`مثال.السعودية` → `xn--…`).
 * Null for what is no name of at least two labels.
 */
export function asciiDomain(text: string): string | null {
  const plain = text.trim().replace(/\.$/, '');
  if (/[\s/:@?#%\\]/.test(plain)) return null;
  const ascii = domainToASCII(plain);
  const labels = ascii.split('.');
  const isName = labels.length >= 2 && ascii.length <= 253 && labels.every((label) => LABEL.test(label));
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? ascii : null;
}
