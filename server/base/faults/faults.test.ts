import { expect, test } from 'vitest';
import { z } from 'zod';
import { faultOf } from './faults.ts';

const schema = z.object({
  name: z.string().trim().min(1).max(5),
  seats: z.int().min(1).max(10),
  kind: z.enum(['business', 'government']),
  lines: z.array(z.string()).min(1),
  id: z.uuid(),
  on: z.iso.date(),
  rate: z.number().positive(),
  flag: z.boolean().optional(),
  own: z.string().regex(/^a/, 'Begin with an a.'),
});

/** What the fields are told, by name. */
function told(input: unknown): Record<string, string> {
  const issues = schema.safeParse(input, { error: faultOf }).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('/'), message]));
}

test('a value that is refused is told what to do', () => {
  const wrong = {
    name: 'Najd IT',
    seats: 0,
    kind: 'club',
    lines: [],
    id: 'x',
    on: '31/3',
    rate: 0,
    own: 'b',
  };
  expect(told(wrong)).toEqual({
    name: 'At most 5 characters.',
    seats: 'At least 1.',
    kind: 'Choose one of: business, government.',
    lines: 'Add at least one entry.',
    id: 'This is not an id; send one as the API answered it.',
    on: 'Write the day as 2026-03-31.',
    rate: 'More than 0.',
    own: 'Begin with an a.',
  });
});

test('what is missing is told apart from what is of another kind', () => {
  expect(
    told({ name: ' ', seats: 1.5, lines: 'one', id: null, on: 7, rate: '1', flag: 'yes', own: 'a' }),
  ).toEqual({
    name: 'This field is required.',
    seats: 'This must be a whole number.',
    kind: 'This field is required.',
    lines: 'This must be a list.',
    id: 'This must be text.',
    on: 'This must be text.',
    rate: 'This must be a number.',
    flag: 'This must be true or false.',
  });
});

test.each([null, undefined])('a request without a JSON body is told how to send one', (body) => {
  expect(told(body)).toEqual({ '': 'Send a JSON object, with the header Content-Type: application/json.' });
});
