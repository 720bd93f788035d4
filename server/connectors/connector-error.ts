/**
 * A call to another company's system that did not succeed. `retryable` says whether the same call may be made again
 * unchanged (the line, an overload, a fault of theirs); otherwise a person must change something first.
 */
export class ConnectorError extends Error {
  readonly retryable: boolean;
  /** A sentence a person can read: what they answered, or why there was no answer. Holds no secret. */
  readonly detail: string;
  /** How long they asked us to wait, if they did. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    retryable: boolean,
    detail: string,
    options: { retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = 'ConnectorError';
    this.retryable = retryable;
    this.detail = detail;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
