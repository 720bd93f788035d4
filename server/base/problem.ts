import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Language } from './ctx.ts';
import { sqlState } from './db.ts';
import { CODES, type FailCode } from './errors.codes.ts';
import { Fail, type FieldError, STATUS } from './errors.ts';
import { faultOf } from './faults/faults.ts';
import { answerIn, inLanguage } from './sentences.ts';

z.config({ customError: faultOf });

/** RFC 9457 problem+json, with a pointer to each bad field. */
export const Problem = z
  .object({
    type: z.string().describe('urn:caravan:problem:<code>'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().describe('A sentence that says what to do.'),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Problem' });
export type ProblemBody = z.infer<typeof Problem>;

/** The one mapping from what was thrown to what is answered, in the reader's language. Anything unknown is a bug and says nothing of itself. */
export function problemOf(error: unknown, language: Language): ProblemBody {
  const problem = answerIn(problemIn(error), language);
  return { ...problem, title: inLanguage(problem.title, language) };
}

/** PostgreSQL's codes for text it cannot keep, raw and inside JSON. */
const UNKEPT = ['22021', '22P05'];

function problemIn(error: unknown): ProblemBody {
  if (error instanceof Fail) return body(STATUS[error.kind], error.code, error.message, error.errors);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) =>
      field(issue.instancePath, issue.message ?? 'Not valid.', issue.params),
    );
    return body(422, 'invalid_field', errors[0]?.detail ?? 'A field is not valid.', errors);
  }
  const status = (error as FastifyError).statusCode;
  if (status === 429)
    return body(429, 'rate_limited', 'Too many requests from here. Wait a minute and try again.');
  if (status && status >= 400 && status < 500) return body(status, 'invalid_body', (error as Error).message);
  if (UNKEPT.includes(sqlState(error) ?? ''))
    return body(
      422,
      'invalid_body',
      'A text holds a character that cannot be kept, such as U+0000; take it out.',
    );
  return body(500, 'bug', 'Something broke on our side. It has been written down; try again in a moment.');
}

function body(status: number, code: FailCode, detail: string, errors: FieldError[] = []): ProblemBody {
  return { type: `urn:caravan:problem:${code}`, title: CODES[code], status, code, detail, errors };
}

function field(path: string, message: string, params: unknown): FieldError {
  const issue =
    typeof params === 'object' && params !== null && 'issue' in params
      ? (params.issue as { path?: (string | number)[] })
      : {};
  const pointer = issue.path?.length ? `/${issue.path.join('/')}` : path;
  return { pointer: `#${pointer}`, detail: message };
}
