import { expect, test } from 'vitest';
import { Problem } from '../../api/problem.ts';
import { faultsOf } from './faults.ts';

test('the refusal of a line lands on its field', () => {
  const errors = [
    { pointer: '#/lines/1/domain', detail: 'Say for which domain.' },
    { pointer: '#/lines/0/quantity', detail: 'This is sold by 1 only.' },
  ];
  const faults = faultsOf(new Problem(422, { code: 'invalid_field', detail: 'No.', errors }));
  expect(faults(0)).toEqual({ quantity: 'This is sold by 1 only.' });
  expect(faults(1)).toEqual({ domain: 'Say for which domain.' });
  expect(faults(2)).toEqual({});
});

test('anything else is no fault of a line', () => {
  expect(faultsOf(new TypeError('offline'))(0)).toEqual({});
});
