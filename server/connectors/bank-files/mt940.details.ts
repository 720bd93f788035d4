import { type BankEntry, joinPieces, tidyText } from './statement.ts';

/** What an :86: says about the entry above it. */
export type Details = { remittance: string; endToEndId?: string; counterparty: BankEntry['counterparty'] };

const LINE_WIDTH = 65;
const SUBFIELD_WIDTH = 27;
const PURPOSE = [
  '20',
  '21',
  '22',
  '23',
  '24',
  '25',
  '26',
  '27',
  '28',
  '29',
  '60',
  '61',
  '62',
  '63',
  '64',
  '65',
];

// The keys that Dutch, Belgian and Luxembourg banks write as /KEY/value/.
const SLASH_KEYS = [
  'EREF',
  'KREF',
  'IREF',
  'PREF',
  'MARF',
  'CSID',
  'BENM',
  'ORDP',
  'CNTP',
  'NAME',
  'REMI',
  'IBAN',
  'BIC',
  'TRTP',
  'ISDT',
  'RTRN',
  'ID',
  'ADDR',
  'PURP',
  'ULTC',
  'ULTB',
  'ULTD',
  'SVCL',
  'TRCD',
  'RTYP',
  'OAMT',
  'COAM',
  'OCMT',
  'CHGS',
  'EXCH',
  'NRTX',
  'SUBJ',
  'CREF',
];
// The SEPA labels inside ?20…?29: EREF+…, or EREF: … as some banks print them.
const SEPA_LABEL =
  /(?<![A-Z])(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|COAM|OAMT|IBAN|BIC|MDAT|RREF|RTXT|MTLG)[+:] ?/g;

/** Reads an :86: in whichever of its three styles it is: subfields (?20), keys (/EREF/) or plain text. */
export function readDetails(lines: readonly string[]): Details {
  const first = lines[0] ?? '';
  const subfield = /^\s*(?:\d{3}([^\w\s])|(\?))\d{2}/.exec(first);
  if (subfield)
    return fromSubfields(
      lines
        .join('')
        .trimStart()
        .replace(/^\d{3}/, ''),
      subfield[1] ?? '?',
    );
  if (/^\s*\/[A-Z]{2,4}\//.test(first)) return fromSlashKeys(lines.join(''));
  return {
    remittance: joinPieces(
      lines.map((each) => each.trimStart()),
      LINE_WIDTH,
    ),
    counterparty: {},
  };
}

function fromSubfields(text: string, separator: string): Details {
  const fields = new Map<string, string>();
  for (const piece of text.split(
    separator === '?' ? /\?(?=\d{2})/ : new RegExp(`[${separator}](?=\\d{2})`),
  )) {
    const code = piece.slice(0, 2);
    if (/^\d{2}$/.test(code)) fields.set(code, (fields.get(code) ?? '') + piece.slice(2));
  }
  const get = (...codes: string[]) =>
    codes.map((code) => fields.get(code)).filter((each) => each !== undefined);
  const said = joinPieces(get(...PURPOSE), SUBFIELD_WIDTH);
  const labels = sepaLabels(said);
  const name = joinPieces(get('32', '33'), SUBFIELD_WIDTH);
  const account = (fields.get('38') ?? fields.get('31') ?? '').replace(/\s+/g, '');
  return {
    remittance: labels.get('SVWZ') ?? (said || tidyText(fields.get('00') ?? '')),
    endToEndId: meaningful(labels.get('EREF')),
    counterparty: { ...(name && { name }), ...(account && { account }) },
  };
}

function sepaLabels(text: string): Map<string, string> {
  const marks = [...text.matchAll(SEPA_LABEL)];
  const labels = new Map<string, string>();
  for (const [i, mark] of marks.entries()) {
    const value = tidyText(text.slice(mark.index + mark[0].length, marks[i + 1]?.index));
    if (value && mark[1] && !labels.has(mark[1])) labels.set(mark[1], value);
  }
  return labels;
}

function fromSlashKeys(text: string): Details {
  const values = slashValues(text);
  const [iban, , name] = (values.get('CNTP') ?? '').split('/');
  const account = (values.get('IBAN') ?? iban ?? '').replace(/\s+/g, '');
  const who = tidyText(values.get('NAME') ?? name ?? '');
  const remittance = (values.get('REMI') ?? values.get('SUBJ') ?? '').replace(
    /^(?:USTD|STRD)\/+(?:[A-Z]{3}\/)?/,
    '',
  );
  return {
    remittance: tidyText(remittance.replace(/^\/+|\/+$/g, '')) || tidyText(text),
    endToEndId: meaningful(tidyText((values.get('EREF') ?? '').replace(/\/+$/, ''))),
    counterparty: {
      ...(who && { name: who.replace(/\/+$/, '') }),
      ...(account && { account: account.replace(/\/+$/, '') }),
    },
  };
}

/** `/KEY/value` pairs. A key is one only from the list: references hold slashes too. */
function slashValues(text: string): Map<string, string> {
  const marks = [...text.matchAll(new RegExp(`/(${SLASH_KEYS.join('|')})/`, 'g'))];
  const values = new Map<string, string>();
  for (const [i, mark] of marks.entries()) {
    const value = text.slice(mark.index + mark[0].length, marks[i + 1]?.index);
    if (mark[1] && !values.has(mark[1])) values.set(mark[1], value);
  }
  return values;
}

function meaningful(reference: string | undefined): string | undefined {
  return reference && !/^(?:NOTPROVIDED|NONREF)$/i.test(reference) ? reference : undefined;
}
