import type { PlannedCustomer } from './customers.ts';
import type { Random } from './random.ts';

/** So many of a product in one of its offers: `line` is `PRODUCT/kind`. */
export type Wish = { line: string; quantity: number };

const GOOGLE = ['GWS-STARTER', 'GWS-STARTER', 'GWS-STARTER', 'GWS-STANDARD', 'GWS-STANDARD', 'GWS-PLUS'];
const MICROSOFT = [
  'M365-BUSINESS-BASIC',
  'M365-BUSINESS-BASIC',
  'M365-BUSINESS-STANDARD',
  'M365-BUSINESS-STANDARD',
  'M365-BUSINESS-PREMIUM',
];
const LARGE = ['GWS-ENT-STANDARD', 'GWS-ENT-PLUS', 'M365-E3', 'M365-E5'];

/** What a customer begins with: mostly mail for its people, often with its domain name; some only a website or a line. */
export function firstOrder(customer: PlannedCustomer, random: Random): Wish[] {
  const lines = random.chance(86) ? [suite(customer, random)] : withoutMail(customer, random);
  if (random.chance(42))
    lines.push({ line: `DOMAIN-${customer.tld.toUpperCase().replace('.', '-')}/yearly`, quantity: 1 });
  return lines;
}

function suite({ headcount, body_kind }: PlannedCustomer, random: Random): Wish {
  const seats = Math.max(2, Math.round((headcount * random.int(25, 85)) / 100));
  if (body_kind === 'education' && random.chance(40))
    return { line: 'GWS-EDU-PLUS/yearly', quantity: seats * 3 };
  const product = random.pick(headcount > 300 ? LARGE : random.chance(62) ? GOOGLE : MICROSOFT);
  return { line: `${product}/${random.chance(35) ? 'committed' : 'flexible'}`, quantity: seats };
}

function withoutMail({ country }: PlannedCustomer, random: Random): Wish[] {
  const web = {
    line: `${random.pick(['HOST-WEB-START', 'HOST-WEB-BUSINESS', 'HOST-WORDPRESS'])}/${random.pick(['flexible', 'yearly'])}`,
    quantity: 1,
  };
  // Lines are laid where Sahara Net has cables.
  if (country !== 'SA' || random.chance(50)) return [web];
  return [
    {
      line: random.pick([
        'NET-FIBRE-100/flexible',
        'NET-FIBRE-500/committed',
        'NET-SIP-10/flexible',
        'NET-5G-BACKUP/flexible',
      ]),
      quantity: 1,
    },
  ];
}

/** What some come back for: protection, backup, servers and add-ons beside what they have. */
export function laterOrder(had: readonly Wish[], random: Random): Wish[] {
  if (!random.chance(30)) return [];
  const seats = Math.max(2, had[0]?.quantity ?? 2);
  const perSeat = (line: string): Wish => ({ line, quantity: seats });
  const single = (line: string): Wish => ({ line, quantity: 1 });
  const choices = [
    perSeat('BAK-SAAS/flexible'),
    perSeat('BAK-SAAS/committed'),
    perSeat('SEC-MAIL-GATEWAY/flexible'),
    perSeat('SEC-ENDPOINT/flexible'),
    perSeat('SEC-AWARENESS/yearly'),
    perSeat('BAK-ARCHIVE/flexible'),
    single('SSL-DV/yearly'),
    single('SSL-WILDCARD/yearly'),
    single('SEC-WAF/flexible'),
    single('HOST-VPS-2/flexible'),
    { line: 'BAK-SERVER/flexible', quantity: random.int(2, 12) },
    { line: 'GWS-STORAGE-100/flexible', quantity: random.int(1, 8) },
    { line: 'M365-COPILOT/committed', quantity: Math.max(1, Math.round(seats / 5)) },
    { line: 'GWS-APPSHEET-CORE/flexible', quantity: Math.max(1, Math.round(seats / 6)) },
  ];
  const [first, second] = random.shuffled(choices);
  return [first, random.chance(25) ? second : undefined].filter((wish) => wish !== undefined);
}
