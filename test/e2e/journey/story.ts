import type { Desk } from '../fixture.ts';
import { programNow } from '../program.ts';
import type { Language } from '../words.ts';

export const PASSWORD = 'twelve dunes at dusk';

/** One journey: who and what it is about, and the days it takes. The same steps in each language, with other names. */
export type Story = {
  desk: Desk;
  company: string;
  country: string;
  registration: string;
  contact: { name: string; email: string };
  supportEmail: string;
  customer: { name: string; domain: string; person: string; email: string };
  large: { name: string; headcount: number };
  product: string;
  offer: string;
  days: { change: string; firstMonthEnd: string; secondMonthEnd: string };
};

const WORDS = {
  en: {
    company: 'Dune Systems',
    country: 'Saudi Arabia',
    contact: 'Layla Haddad',
    customer: 'Palm Grove Schools',
    person: 'Sami Nasser',
    large: 'Great Desert Airways',
    offer: 'Flexible, by the month',
  },
  ar: {
    company: 'أنظمة الكثبان',
    country: 'المملكة العربية السعودية',
    contact: 'ليلى حداد',
    customer: 'مدارس واحة النخيل',
    person: 'سامي ناصر',
    large: 'طيران الصحراء الكبرى',
    offer: 'مرنة، شهرًا بشهر',
  },
} satisfies Record<Language, object>;

/** The story of a language, beginning on the day the program lives at. Its names have the day in them, so that it can be told again. */
export function storyOf(desk: Desk): Story {
  const words = WORDS[desk.language];
  const today = programNow().slice(0, 10);
  const key = `${desk.language}${today.replaceAll('-', '')}`;
  return {
    desk,
    company: `${words.company} ${key}`,
    country: words.country,
    registration: `10${key.slice(2)}`,
    contact: { name: words.contact, email: `layla@${key}.example` },
    supportEmail: `help@${key}.example`,
    customer: {
      name: `${words.customer} ${key}`,
      domain: `palm-${key}.example`,
      person: words.person,
      email: `sami@palm-${key}.example`,
    },
    large: { name: `${words.large} ${key}`, headcount: 751 },
    product: 'Google Workspace Business Standard',
    offer: words.offer,
    days: { change: day(today, 0, 20), firstMonthEnd: day(today, 1, 2), secondMonthEnd: day(today, 2, 2) },
  };
}

/** The morning of a day, so many months after `today`. */
function day(today: string, months: number, dayOfMonth: number): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, dayOfMonth, 7)).toISOString();
}
