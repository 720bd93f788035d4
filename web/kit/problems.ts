import { t } from '@lingui/core/macro';
import { Problem } from '../api/problem.ts';
import { toast } from '../ui/toast.ts';

/** What went wrong as a sentence a person can act on. The server's own sentence wins; ours are for when it had no say. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Problem)
    return error.code === 'unknown' ? statusSentence(error.status) : error.message;
  if (error instanceof TypeError) return t`The server can't be reached. Check the connection and try again.`;
  return t`Something broke on this page. Reload it and try again.`;
}

/** Whether asking again could end otherwise: what a person may not see stays so, whoever asks how often. */
export function isWorthAsking(error: unknown): boolean {
  return !(error instanceof Problem && (error.status === 403 || error.status === 404));
}

function statusSentence(status: number): string {
  if (status === 404) return t`This is not here, or it is not yours to see.`;
  if (status === 429) return t`Too many requests from here. Wait a minute and try again.`;
  if (status >= 500) return t`The server is not well. Try again in a moment.`;
  return t`The server refused this (${status}).`;
}

/** Shows a refusal in the corner; for presses that have no form to show it in. */
export function toastProblem(error: unknown): void {
  toast.bad(sentenceOf(error));
}
