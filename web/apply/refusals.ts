import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { type FieldProblem, Problem } from '../api/problem.ts';
import { taxNumberHint } from './particulars/taxNumbers.ts';

const sentences: Record<string, MessageDescriptor> = {
  wrong_sign_in: msg`The e-mail address or the password is not right.`,
  wrong_code: msg`The code is not right, or was used already. Wait for the next one.`,
  locked_out: msg`Too many attempts from where you are. Wait 15 minutes, or set a new password by e-mail.`,
  rate_limited: msg`Too many requests from here. Wait a minute and try again.`,
  link_expired: msg`This link was used already or is too old.`,
  terms_changed: msg`The terms have changed since you opened them. Read the new text and accept that.`,
  illegal_move: msg`The application has moved on meanwhile. This page shows where it stands.`,
};

type Sent = { country?: string; code?: string | undefined };

/**
 * Runs a write of the public pages and puts its refusal into the reader's language: the server's own sentence in
 * English, ours elsewhere. `country` is where a refused tax number is from; `code` the one-time code that was shown.
 */
export async function reworded<Result>(write: Promise<Result>, sent: Sent = {}): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    throw error instanceof Problem ? inReadersWords(error, sent) : error;
  }
}

function inReadersWords(
  { status, code, message, errors }: Problem,
  { country = '', code: shown }: Sent,
): Problem {
  const words = sentences[shown && code === 'wrong_sign_in' ? 'wrong_code' : code];
  const detail = i18n.locale === 'en' || !words ? message : i18n._(words);
  return new Problem(status, { code, detail, errors: errors.map((field) => fieldWords(field, country)) });
}

function fieldWords({ pointer, detail }: FieldProblem, country: string): FieldProblem {
  const flat = pointer.replace('#/particulars/', '#/');
  if (i18n.locale === 'en') return { pointer: flat, detail };
  return { pointer: flat, detail: flat === '#/tax_number' ? taxNumberSentence(country) : detail };
}

function taxNumberSentence(country: string): string {
  const form = i18n._(taxNumberHint(country));
  return t`This is not in the form of that country's tax numbers: ${form}`;
}
