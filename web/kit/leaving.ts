import { Problem } from '../api/problem.ts';
import { paths } from '../paths.ts';

/** Leads to sign-in when the refusal is that nobody is signed in any more; whether it was. */
export function leaveIfSignedOut(error: unknown): boolean {
  const ended = error instanceof Problem && error.status === 401 && error.code === 'not_signed_in';
  if (ended) location.assign(signInUrl());
  return ended;
}

/** The sign-in page, coming back here afterwards. */
export function signInUrl(): string {
  const next = location.pathname + location.search;
  return `${paths.signIn}?next=${encodeURIComponent(next)}`;
}
