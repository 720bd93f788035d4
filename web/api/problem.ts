/** One refused field: a JSON pointer into the body (`#/contact/email`) and a sentence about it. */
export type FieldProblem = { pointer: string; detail: string };

type ProblemBody = { title: string; status: number; code: string; detail: string; errors: FieldProblem[] };

/**
 * An answer that was a refusal (RFC 9457). `message` is the server's sentence, in the reader's language;
 * `code` is for deciding, `errors` for the fields of a form.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldProblem[];

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? `The server answered ${status}.`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.errors = body.errors ?? [];
  }
}

/** The refusal an answer carries. A body that is no problem+json (a proxy's page) still gives its status. */
export async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.includes('json');
  const body: Partial<ProblemBody> = isProblem ? await response.json().catch(() => ({})) : {};
  return new Problem(response.status, body);
}
