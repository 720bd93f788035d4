import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  foldedName,
  type MatchReason,
  matchKeys,
  registeredDomain,
  scoreOf,
  shareTheirOwn,
  soundOf,
  strongest,
} from './duplicates.rules.ts';

describe('a name, folded', () => {
  test.each([
    ['Al-Noor Clinics Co. Ltd', 'noor clinics'],
    ['AL NOOR CLINICS L.L.C.', 'noor clinics'],
    ['شركة عيادات النّور المحدودة', 'عيادات نور'],
    ['مؤسسة الأمل للتجارة', 'امل تجاره'],
    ['Société Générale', 'societe generale'],
    ['  Müller & Söhne GmbH ', 'muller sohne'],
    ['The Company', 'the company'],
    ['شركة ٣ نجوم', '3 نجوم'],
  ])('%s → %s', (name, folded) => expect(foldedName(name)).toBe(folded));

  test('folding twice changes nothing, and no name folds to nothing', () => {
    const letter = fc.constantFrom(...'abcdehlnoor ABصشمنوالةأإىء-.&LLCco شركة');
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 30 }), (name) => {
        const once = foldedName(name);
        expect(once === '' ? /[\p{L}\p{N}]/u.test(name.replace(/ء/g, '')) : false).toBe(false);
        expect(once).toBe(once.trim());
      }),
    );
  });
});

describe('how a name sounds', () => {
  test.each([
    ['Al-Noor Clinics', 'عيادات النور'],
    ['Al Nour Clinic', 'مجمع عيادات النور'],
    ['Riyadh Trading Company', 'شركة الرياض للتجارة'],
    ['Khalid Hospital', 'مستشفى خالد'],
    ['Ghazal Transport', 'غزال للنقل'],
    ['Jeddah Schools', 'مدارس جدة'],
    ['Qassim Industries LLC', 'مصانع القصيم'],
    ['Shams Solutions', 'حلول شمس'],
    ['Najd Contracting Est.', 'مؤسسة نجد للمقاولات'],
    ['Alnoor Clinics', 'عيادات النور'],
  ])('%s and %s sound alike', (latin, arabic) => expect(soundOf(latin)).toBe(soundOf(arabic)));

  test.each([
    ['Al-Noor Clinics', 'عيادات الأمل'],
    ['Al-Noor Clinics', 'النور للتجارة'],
    ['Najd Contracting', 'مؤسسة جدة للمقاولات'],
    ['Khalid Hospital', 'مستشفى غالب'],
  ])('%s and %s do not', (latin, arabic) => expect(soundOf(latin)).not.toBe(soundOf(arabic)));

  test.each([
    ['Al-Noor Clinics', 'عيادات النور', true],
    ['Aseer Mountain Resort', 'Asir Mountain Resorts', true],
    ['Duba International Trading', 'Hail International Trading', false],
    ['Duba Trading', 'Sharurah Trading', false],
    ['Trading Company', 'شركة التجارة', true],
    ['Trading Company', 'Trading and Contracting', false],
    ['Noor Trading', 'Trading', false],
  ])('%s and %s share what is their own: %s', (a, b, shared) => expect(shareTheirOwn(a, b)).toBe(shared));

  test('the order of words does not matter', () => {
    const word = fc.constantFrom('Noor', 'Clinics', 'Riyadh', 'Trading', 'Salam', 'Gulf');
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1 }), (some) => {
        expect(soundOf([...some].reverse().join(' '))).toBe(soundOf(some.join(' ')));
      }),
    );
  });
});

test.each([
  ['alnoor.com.sa', 'alnoor.com.sa'],
  ['mail.alnoor.com.sa', 'alnoor.com.sa'],
  ['www.alnoor.example', 'alnoor.example'],
  ['ALNOOR.SA.', 'alnoor.sa'],
  ['mail.alnoor.sa.example', 'alnoor.sa.example'],
  ['alnoor.com.sa.example', 'alnoor.com.sa.example'],
])('%s was registered as %s', (domain, registered) => expect(registeredDomain(domain)).toBe(registered));

describe('the keys of a deal', () => {
  const nothing = {
    name_other: null,
    domain: null,
    contact_email: null,
    registration_number: null,
    group_name: null,
  };

  test('are what it is recognised by, with what was written', () => {
    const keys = matchKeys({
      name: 'Al-Noor Clinics',
      name_other: 'عيادات النور',
      domain: 'www.alnoor.example',
      contact_email: 'salma@alnoor.example',
      registration_number: '1010-999 999',
      group_name: 'Noor Holding',
    });
    expect(keys.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'name noor clinics',
      'name عيادات نور',
      'spelling clinic nr',
      'domain alnoor.example',
      'registration 1010999999',
      'group nr',
    ]);
  });

  test('an address at a provider everybody shares says nothing', () => {
    const keys = matchKeys({ ...nothing, name: 'Noor', contact_email: 'noor@gmail.com' });
    expect(keys.map(({ kind }) => kind)).toEqual(['name', 'spelling']);
  });
});

test('a match scores as its best reason, and keeps the best of each kind', () => {
  const reasons: MatchReason[] = [
    { kind: 'spelling', mine: 'Noor', theirs: 'Nour', likeness: 1 },
    { kind: 'spelling', mine: 'Noor', theirs: 'Nuur', likeness: 0.6 },
    { kind: 'name', mine: 'Noor', theirs: 'Amal', likeness: 1 },
    { kind: 'domain', mine: 'x', theirs: 'x', likeness: 1 },
  ];
  expect(strongest(reasons).map(({ kind, theirs }) => [kind, theirs])).toEqual([
    ['domain', 'x'],
    ['spelling', 'Nour'],
  ]);
  expect(scoreOf(strongest(reasons))).toBe(0.95);
  expect(scoreOf([])).toBe(0);
});
