import { describe, expect, test } from 'vitest';
import { canMove } from '../../base/states.ts';
import {
  changesOf,
  DEAL_MOVES,
  DEAL_STATES,
  DEAL_VERBS,
  isOpen,
  OPEN_STATES,
  sameLines,
  wonBy,
} from './deals.rules.ts';

// Each state, and what may happen in it. A move that is not here is illegal.
const LEGAL: Record<string, string[]> = {
  draft: ['edit', 'link', 'lose', 'register', 'stage', 'win'],
  submitted: ['approve', 'decline', 'link', 'lose', 'recall', 'return', 'stage', 'win'],
  returned: ['decline', 'edit', 'expire', 'link', 'lose', 'recall', 'resubmit', 'stage', 'win'],
  approved: ['expire', 'extend', 'link', 'lose', 'stage', 'win'],
  recalled: ['edit', 'link', 'lose', 'register', 'stage', 'win'],
  expired: ['edit', 'link', 'lose', 'register', 'stage', 'win'],
  declined: ['link', 'lose', 'stage', 'win'],
  won: ['link'],
  lost: [],
};

test.each(DEAL_STATES.flatMap((state) => DEAL_VERBS.map((verb) => [state, verb] as const)))(
  '%s: %s',
  (state, verb) => {
    expect(canMove(DEAL_MOVES, state, verb) === true).toBe(LEGAL[state]?.includes(verb));
  },
);

test('a deal is open exactly while it can be won, and whatever is open can be lost: a customer is never locked', () => {
  for (const state of DEAL_STATES) {
    expect(isOpen({ state })).toBe('win' in DEAL_MOVES[state]);
    expect(isOpen({ state })).toBe('lose' in DEAL_MOVES[state]);
  }
  expect(OPEN_STATES).toHaveLength(7);
});

test('approving is one way: from what was submitted', () => {
  expect(DEAL_STATES.filter((state) => 'approve' in DEAL_MOVES[state])).toEqual(['submitted']);
});

describe('changes', () => {
  const kept = { name: 'Noor', domain: null, value: 100n } as Parameters<typeof changesOf>[0];
  test('are the fields that differ', () => {
    expect(changesOf(kept, { name: 'Noor', domain: 'noor.example', value: 100n })).toEqual({
      domain: 'noor.example',
    });
    expect(changesOf(kept, {})).toEqual({});
  });

  test('of products are seen by what and how many', () => {
    const lines = [{ product_id: 'a', quantity: 5 }];
    expect(sameLines(lines, [{ product_id: 'a', quantity: 5 }])).toBe(true);
    expect(sameLines(lines, [{ product_id: 'a', quantity: 6 }])).toBe(false);
    expect(sameLines(lines, [])).toBe(false);
  });
});

test.each([
  [[], ['x'], true],
  [['a', 'b'], ['b', 'x'], true],
  [['a'], ['x'], false],
])('a deal for %j is won by an order of %j: %s', (wanted, ordered, won) => {
  expect(
    wonBy(
      wanted.map((product_id) => ({ product_id, quantity: 1 })),
      ordered,
    ),
  ).toBe(won);
});
