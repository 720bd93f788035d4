import type { z } from 'zod';

type Fault = Parameters<NonNullable<z.core.$ZodErrorMap>>[0];

const REQUIRED = 'This field is required.';

/** What kinds of values are called. */
const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  bigint: 'a whole number',
};

const FORMATS: Record<string, string> = {
  uuid: 'This is not an id; send one as the API answered it.',
  email: 'This is not an e-mail address.',
  url: 'This is not a web address.',
  date: 'Write the day as 2026-03-31.',
  datetime: 'Write the moment as 2026-03-31T09:00:00Z.',
};

/**
 * What a value that a schema refuses is told, as a sentence to act on; a schema's own words come before these. Undefined where the
 * library's words must do.
 */
export function faultOf(issue: Fault): string | undefined {
  const missing = issue.input === undefined;
  switch (issue.code) {
    case 'invalid_type':
      if (!issue.path?.length && (missing || issue.input === null))
        return 'Send a JSON object, with the header Content-Type: application/json.';
      return missing ? REQUIRED : `This must be ${KINDS[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return missing ? REQUIRED : `Choose one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'This is not in the expected form.';
    case 'unrecognized_keys':
      return `There is no field ${issue.keys.join(', ')} here.`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    default:
      return undefined;
  }
}

function tooSmall({ origin, minimum, inclusive = true }: Extract<Fault, { code: 'too_small' }>): string {
  if (origin === 'string') return minimum === 1 ? REQUIRED : `At least ${minimum} characters.`;
  if (origin === 'array') return minimum === 1 ? 'Add at least one entry.' : `At least ${minimum} entries.`;
  return inclusive ? `At least ${minimum}.` : `More than ${minimum}.`;
}

function tooBig({ origin, maximum, inclusive = true }: Extract<Fault, { code: 'too_big' }>): string {
  if (origin === 'string') return `At most ${maximum} characters.`;
  if (origin === 'array') return `At most ${maximum} entries.`;
  return inclusive ? `At most ${maximum}.` : `Less than ${maximum}.`;
}
