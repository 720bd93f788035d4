import { expect, test } from 'vitest';
import { csvUrl, merged, queryOf, sortingOf } from './state.ts';

const asked = { q: 'noor', sort: '-name', cursor: 'abc', filters: { state: 'active' } };

test('a new question starts at its first page', () => {
  expect(merged(asked, { q: 'najd' })).toEqual({ ...asked, q: 'najd', cursor: undefined });
  expect(merged(asked, { sort: 'name' }).cursor).toBeUndefined();
  expect(merged(asked, { filters: { state: 'closed' } })).toMatchObject({
    filters: { state: 'closed' },
    cursor: undefined,
  });
});

test('turning the page keeps the question', () => {
  expect(merged(asked, { cursor: 'def' })).toEqual({ ...asked, cursor: 'def' });
});

test('what is emptied is left out of the address', () => {
  expect(merged(asked, { q: '', filters: { state: '' } })).toEqual({
    q: undefined,
    sort: '-name',
    cursor: undefined,
    filters: {},
  });
});

test('the API is asked with the default order, the fixed part and no empty words', () => {
  expect(queryOf({ filters: {} }, 50, '-created_at', { reseller_id: '7' })).toEqual({
    reseller_id: '7',
    sort: '-created_at',
    limit: 50,
  });
  expect(queryOf(asked, 20, '-created_at')).toEqual({
    q: 'noor',
    sort: '-name',
    cursor: 'abc',
    limit: 20,
    state: 'active',
  });
});

test('the file holds all pages of the same question', () => {
  const url = csvUrl('/v1/program/resellers', queryOf(asked, 20));
  expect(url).toBe('/v1/program/resellers?state=active&q=noor&sort=-name&format=csv');
});

test.each([
  ['-created_at', [{ id: 'created_at', desc: true }]],
  ['name', [{ id: 'name', desc: false }]],
  [undefined, []],
])('%s sorts', (sort, sorting) => {
  expect(sortingOf(sort)).toEqual(sorting);
});
