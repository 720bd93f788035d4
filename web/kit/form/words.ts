import { plural, t } from '@lingui/core/macro';
import { z } from 'zod';

type Issue = {
  code?: string;
  origin?: string;
  minimum?: unknown;
  maximum?: unknown;
  format?: string;
  input?: unknown;
};

/** What a refused field is told, in the reader's language. A message given in the schema itself wins over these. */
function wordsFor(issue: Issue): string {
  const { code, input, minimum, maximum } = issue;
  if (input === false) return t`Tick this to go on.`;
  const empty = input === undefined || input === null || input === '';
  if (empty || (code === 'too_small' && minimum === 1 && issue.origin === 'string')) return t`Fill this in.`;
  if (code === 'invalid_format') return formatWords(issue.format);
  if (code === 'too_small' && issue.origin === 'array' && minimum === 1) return t`Add at least one.`;
  if (code === 'too_small')
    return issue.origin === 'string'
      ? plural(Number(minimum), { one: 'At least # character.', other: 'At least # characters.' })
      : t`At least ${String(minimum)}.`;
  if (code === 'too_big')
    return issue.origin === 'string'
      ? plural(Number(maximum), { one: 'At most # character.', other: 'At most # characters.' })
      : t`At most ${String(maximum)}.`;
  if (code === 'invalid_value') return t`Choose one.`;
  return t`This is not valid.`;
}

function formatWords(format: string | undefined): string {
  if (format === 'email') return t`This is not an e-mail address.`;
  if (format === 'url') return t`This is not a web address.`;
  if (format === 'date') return t`This is not a date.`;
  return t`This is not in the right form.`;
}

z.config({ customError: (issue) => wordsFor(issue as Issue) });
