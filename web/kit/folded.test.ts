import { expect, test } from 'vitest';
import { folded } from './folded.ts';

test.each([
  ['الإعدادات', 'الاعدادات'],
  ['مؤسسة', 'موسسه'],
  ['المبنى', 'المبني'],
  ['مُعَلَّق', 'معلق'],
  ['Café', 'cafe'],
])('%s is looked for as %s', (written, plain) => expect(folded(written)).toBe(folded(plain)));

test('other words stay others', () => expect(folded('سعر')).not.toBe(folded('شعر')));
