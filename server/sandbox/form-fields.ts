import { type Form, textAt } from './form.ts';
import { problem } from './payments.ts';

/** The text at a key, or the refusal in Stripe's words. */
export function required(form: Form, key: string): string {
  const value = textAt(form, key);
  if (value === undefined)
    throw problem(400, { code: 'parameter_missing', message: `Sandbox: ${key} is required.`, param: key });
  return value;
}

/** The whole number at a key, or the refusal. */
export function wholeAt(form: Form, key: string): number {
  const value = required(form, key);
  if (!/^\d{1,15}$/.test(value))
    throw problem(400, {
      code: 'parameter_invalid_integer',
      message: `Sandbox: ${key} must be a whole number.`,
      param: key,
    });
  return Number(value);
}
