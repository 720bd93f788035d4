import { expect, test } from 'vitest';
import { groupLines, linesMentioning } from './groupLines.ts';
import type { InvoiceLine } from './words.ts';

function line(customer: string, domain: string, amount: number): InvoiceLine {
  const name = { en: 'Mailbox', ar: 'صندوق بريد' };
  return {
    subscription: { id: domain, number: 'S-10001', domain },
    customer: { id: customer, name: customer },
    product: name,
    offer: { en: 'Monthly', ar: 'شهري' },
    net: { amount, currency: 'SAR' },
  } as InvoiceLine;
}

const lines = [
  line('Noor', 'noor.example', 100),
  line('Rimal', 'rimal.example', 40),
  line('Noor', 'noor2.example', 1),
];

test('lines stand with their customer, whose sum is theirs', () => {
  const groups = groupLines(lines);
  expect(groups.map(({ customer, net }) => [customer.name, net])).toEqual([
    ['Noor', 101],
    ['Rimal', 40],
  ]);
});

test.each([
  ['noor', 2],
  ['RIMAL.ex', 1],
  ['صندوق', 3],
  ['  ', 3],
  ['nothing', 0],
])('"%s" is mentioned by %i lines', (text, count) => {
  expect(linesMentioning(lines, text)).toHaveLength(count);
});
