import type { FailCode } from './errors.codes.ts';

/** What went wrong, as HTTP sees it. */
export type FailKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'limited'
  | 'unavailable';

export const STATUS: Record<FailKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
};

/** A bad field: a JSON pointer into the body (`#/tax_number`) and a sentence the person can act on. */
export type FieldError = { pointer: string; detail: string };

/**
 * The one refusal. `code` is one of `errors.codes.ts`; `detail` says in a sentence what the person can do.
 * Anything else that is thrown is a bug and answers 500.
 */
export class Fail extends Error {
  readonly kind: FailKind;
  readonly code: FailCode;
  readonly errors: FieldError[];
  readonly retryAfterSeconds: number | undefined;
  /** What was written before the refusal stays, such as the count of a failed sign-in. */
  readonly commits: boolean;

  constructor(
    kind: FailKind,
    code: FailCode,
    detail: string,
    more: { errors?: FieldError[]; retryAfterSeconds?: number; commits?: boolean } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.code = code;
    this.errors = more.errors ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.commits = more.commits ?? false;
  }
}

/** Refuses one field of the body. */
export function invalidField(pointer: string, detail: string): Fail {
  return new Fail('invalid', 'invalid_field', detail, { errors: [{ pointer, detail }] });
}

/** 404 for what does not exist and for what the actor may not see, alike. */
export function missing(noun: string): Fail {
  return new Fail('missing', 'not_found', `There is no such ${noun}, or it is not yours to see.`);
}

/** The row, or the 404 that names the noun. */
export function found<T>(row: T | undefined | null, noun: string): T {
  if (row === undefined || row === null) throw missing(noun);
  return row;
}

/** Guards an invariant. A failure is a bug of ours, never the caller's. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
