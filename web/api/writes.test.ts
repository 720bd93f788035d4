import { expect, test } from 'vitest';
import { keyRing } from './writes.ts';

function ring() {
  let made = 0;
  return keyRing(() => `key-${++made}`);
}

test('the same write keeps its key until it is answered', () => {
  const keys = ring();
  expect(keys.keyFor('POST /v1/orders {"seats":5}')).toBe('key-1');
  expect(keys.keyFor('POST /v1/orders {"seats":5}')).toBe('key-1');
  keys.answered('POST /v1/orders {"seats":5}');
  expect(keys.keyFor('POST /v1/orders {"seats":5}')).toBe('key-2');
});

test('another body is another write', () => {
  const keys = ring();
  expect(keys.keyFor('POST /v1/orders {"seats":5}')).toBe('key-1');
  expect(keys.keyFor('POST /v1/orders {"seats":6}')).toBe('key-2');
});
