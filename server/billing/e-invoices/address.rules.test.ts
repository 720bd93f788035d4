import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AddressParts, addressParts } from './address.rules.ts';

const NOTHING: AddressParts = {
  street: null,
  more: null,
  building: null,
  additional: null,
  district: null,
  city: null,
  postal_code: null,
};

describe('Saudi national addresses', () => {
  test.each<[string, string | null, Partial<AddressParts>]>([
    [
      'as the Saudi Post writes them',
      '8228 Imam Ali Road - Al Salam Dist.\nUnit No: 1\nRIYADH 12345 - 6789\nKingdom of Saudi Arabia',
      {
        street: 'Imam Ali Road',
        more: 'Unit No: 1',
        building: '8228',
        additional: '6789',
        district: 'Al Salam Dist.',
        city: 'RIYADH',
        postal_code: '12345',
      },
    ],
    [
      'in its form of 2022',
      '8228 Imam Ali Road\nUnit 1204\n6789 Al Salam\n12345 Riyadh',
      {
        street: 'Imam Ali Road',
        more: 'Unit 1204',
        building: '8228',
        additional: '6789',
        district: 'Al Salam',
        city: 'Riyadh',
        postal_code: '12345',
      },
    ],
    [
      'in Arabic, with Arabic digits',
      '٨٢٢٨ شارع الإمام علي، حي السلام\nالرياض ١٢٣٤٥-٦٧٨٩\nالمملكة العربية السعودية',
      {
        street: 'شارع الإمام علي',
        building: '8228',
        additional: '6789',
        district: 'حي السلام',
        city: 'الرياض',
        postal_code: '12345',
      },
    ],
    [
      'with the number after the street',
      'King Fahd Road 7420\nAl Olaya\nRiyadh 12214',
      {
        street: 'King Fahd Road',
        building: '7420',
        district: 'Al Olaya',
        city: 'Riyadh',
        postal_code: '12214',
      },
    ],
    [
      'with the tower first',
      'Najd Tower, 7420 King Fahd Road, Al Olaya, Riyadh 12214',
      {
        street: 'King Fahd Road',
        more: 'Najd Tower',
        building: '7420',
        district: 'Al Olaya',
        city: 'Riyadh',
        postal_code: '12214',
      },
    ],
    [
      'with a post box, whose number is no postal code',
      'P.O. Box 54321, 2322 Prince Sultan Street\nAl Murabba\nRiyadh 11564',
      {
        street: 'Prince Sultan Street',
        building: '2322',
        district: 'Al Murabba',
        city: 'Riyadh',
        postal_code: '11564',
      },
    ],
    [
      'with the short address, which ends with the building’s number',
      'RRRD2929\nPrince Sultan\nAl Murabba\nRiyadh 12611',
      {
        street: 'Prince Sultan',
        building: '2929',
        district: 'Al Murabba',
        city: 'Riyadh',
        postal_code: '12611',
      },
    ],
    [
      'with both: the short address says nothing more',
      '2929 Prince Sultan, RRRD2929, حي المربع\nRiyadh 12611',
      {
        street: 'Prince Sultan',
        building: '2929',
        district: 'حي المربع',
        city: 'Riyadh',
        postal_code: '12611',
      },
    ],
    [
      'a house number of other than four digits is a part of the street',
      '640 Shihar Street\nTaif 26513',
      { street: '640 Shihar Street', city: 'Taif', postal_code: '26513' },
    ],
    ['the postal code on a line of its own', 'Jeddah\n23435', { city: 'Jeddah', postal_code: '23435' }],
    ['a city alone', 'Dammam', { city: 'Dammam' }],
    ['nothing but the country', 'Saudi Arabia', {}],
    ['nothing', null, {}],
  ])('%s', (_, address, parts) => expect(addressParts(address, 'SA')).toEqual({ ...NOTHING, ...parts }));

  test('what it reads has the digits that ZATCA asks for, whatever is written', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.stringMatching(/^\d{1,7}$/),
      fc.constantFrom(
        'Riyadh 12214',
        'حي السلام',
        'RRRD2929',
        '12345-6789',
        'Unit 4000',
        'P.O. Box 12345',
        '٨٢٢٨',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.constantFrom('\n', ', ', ' - ', ' '), (pieces, by) => {
        const { building, additional, postal_code, ...words } = addressParts(pieces.join(by), 'SA');
        expect(building ?? '0000').toMatch(/^\d{4}$/);
        expect(additional ?? '0000').toMatch(/^\d{4}$/);
        expect(postal_code ?? '00000').toMatch(/^\d{5}$/);
        for (const text of Object.values(words)) expect(text ?? 'x').toMatch(/\S/);
      }),
    );
  });

  const FOLDER = join(import.meta.dirname, '../../../test/data/einvoice');
  test.each(readdirSync(FOLDER).filter((name) => name.startsWith('zatca')))(
    'the addresses of %s, written in one line, are read back',
    (name) => {
      const xml = readFileSync(join(FOLDER, name), 'utf8');
      const addresses = [...xml.matchAll(/<cac:PostalAddress>([\s\S]*?)<\/cac:PostalAddress>/g)];
      expect(addresses.length).toBeGreaterThan(0);
      for (const [, address = ''] of addresses) {
        const said = (tag: string) => new RegExp(`<cbc:${tag}>([^<|]*)`).exec(address)?.[1]?.trim() || null;
        const parts = {
          street: said('StreetName'),
          building: said('BuildingNumber'),
          district: said('CitySubdivisionName'),
          city: said('CityName'),
          postal_code: said('PostalZone'),
        };
        const written = `${parts.building} ${parts.street}، ${parts.district}، ${parts.city} ${parts.postal_code}`;
        expect(addressParts(written, 'SA')).toMatchObject(parts);
      }
    },
  );
});

describe('addresses of other countries', () => {
  test.each<[string, string, Partial<AddressParts>]>([
    [
      'GB',
      '41 Borough High Street\nLondon SE1 1LZ',
      { street: '41 Borough High Street', city: 'London', postal_code: 'SE1 1LZ' },
    ],
    [
      'DE',
      'Königsallee 92\n40212 Düsseldorf\nGermany',
      { street: 'Königsallee 92', city: 'Düsseldorf', postal_code: '40212' },
    ],
    ['NL', 'Damrak 1\n1012 LG Amsterdam', { street: 'Damrak 1', city: 'Amsterdam', postal_code: '1012 LG' }],
    [
      'SE',
      'Sveavägen 1\n111 57 Stockholm',
      { street: 'Sveavägen 1', city: 'Stockholm', postal_code: '111 57' },
    ],
    [
      'AE',
      'Office 1204, Bay Square 7, Business Bay\nP.O. Box 12345 Dubai',
      { street: 'Office 1204', more: 'Bay Square 7, Business Bay', city: 'Dubai' },
    ],
    [
      'BH',
      'Road 2819, Seef District\nManama',
      { street: 'Road 2819', more: 'Seef District', city: 'Manama' },
    ],
    [
      'EG',
      '٢٥ طريق الحرية، سموحة\nالإسكندرية ٢١٦١٥',
      { street: '25 طريق الحرية', more: 'سموحة', city: 'الإسكندرية', postal_code: '21615' },
    ],
    [
      'IN',
      'Infopark Road, Kakkanad\nKochi 682030',
      {
        street: 'Infopark Road',
        more: 'Kakkanad',
        city: 'Kochi',
        postal_code: '682030',
      },
    ],
    ['QA', 'Doha', { city: 'Doha' }],
  ])('%s: %s', (country, address, parts) =>
    expect(addressParts(address, country)).toEqual({ ...NOTHING, ...parts }),
  );
});
