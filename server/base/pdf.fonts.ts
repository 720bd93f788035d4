import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

/**
 * The typefaces of every document: IBM Plex Sans (Latin, Greek, Cyrillic) and IBM Plex Sans Arabic, in the
 * two weights the house style uses. npm carries them as WOFF, Typst reads OpenType, so they are unpacked here.
 */
const fontFiles = [
  '@ibm/plex-sans/fonts/complete/woff/IBMPlexSans-Regular.woff',
  '@ibm/plex-sans/fonts/complete/woff/IBMPlexSans-SemiBold.woff',
  '@ibm/plex-sans-arabic/fonts/complete/woff/IBMPlexSansArabic-Regular.woff',
  '@ibm/plex-sans-arabic/fonts/complete/woff/IBMPlexSansArabic-SemiBold.woff',
];

/** The document fonts as OpenType bytes, in the order of `fontFiles`. */
export function documentFonts(): Buffer[] {
  const require = createRequire(import.meta.url);
  return fontFiles.map((name) => unpackWoff(readFileSync(require.resolve(name))));
}

/**
 * Unpacks a WOFF 1.0 file to the OpenType font inside it: the same tables, each inflated, under a plain
 * table directory. Throws when the bytes are not WOFF 1.0.
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const directory = sfntHeader(woff.subarray(4, 8), count);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (let i = 0; i < count; i++) {
    const table = readTable(woff, 44 + 20 * i);
    writeEntry(directory, 12 + 16 * i, table, offset);
    const padding = Buffer.alloc((4 - (table.data.length % 4)) % 4);
    parts.push(table.data, padding);
    offset += table.data.length + padding.length;
  }
  return Buffer.concat(parts);
}

interface Table {
  tag: Buffer;
  checksum: number;
  data: Buffer;
}

function readTable(woff: Buffer, at: number): Table {
  const offset = woff.readUInt32BE(at + 4);
  const packed = woff.subarray(offset, offset + woff.readUInt32BE(at + 8));
  const length = woff.readUInt32BE(at + 12);
  return {
    tag: woff.subarray(at, at + 4),
    checksum: woff.readUInt32BE(at + 16),
    data: packed.length < length ? inflateSync(packed) : packed,
  };
}

function sfntHeader(flavour: Buffer, count: number): Buffer {
  const header = Buffer.alloc(12 + 16 * count);
  const power = Math.floor(Math.log2(count));
  flavour.copy(header, 0);
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(16 * 2 ** power, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(16 * count - 16 * 2 ** power, 10);
  return header;
}

function writeEntry(directory: Buffer, at: number, table: Table, offset: number): void {
  table.tag.copy(directory, at);
  directory.writeUInt32BE(table.checksum, at + 4);
  directory.writeUInt32BE(offset, at + 8);
  directory.writeUInt32BE(table.data.length, at + 12);
}

/**
 * Every Unicode code point an OpenType font has a glyph for, by its format 4 character map (the basic
 * plane, where all of Plex's letters live).
 */
export function coveredCodePoints(font: Buffer): Set<number> {
  const covered = new Set<number>();
  const cmap = tableOffset(font, 'cmap');
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (font.readUInt16BE(subtable) === 4) addFormat4(font, subtable, covered);
  }
  return covered;
}

function tableOffset(font: Buffer, tag: string): number {
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`font has no ${tag} table`);
}

function addFormat4(font: Buffer, at: number, covered: Set<number>): void {
  const width = font.readUInt16BE(at + 6);
  for (let s = 0; s < width; s += 2) {
    const last = font.readUInt16BE(at + 14 + s);
    const first = font.readUInt16BE(at + 16 + width + s);
    const delta = font.readUInt16BE(at + 16 + 2 * width + s);
    const rangeAt = at + 16 + 3 * width + s;
    for (let code = first; code <= last && code < 0xffff; code++) {
      if (glyphOf(font, rangeAt, code, first, delta) !== 0) covered.add(code);
    }
  }
}

function glyphOf(font: Buffer, rangeAt: number, code: number, first: number, delta: number): number {
  const range = font.readUInt16BE(rangeAt);
  if (range === 0) return (code + delta) & 0xffff;
  const glyph = font.readUInt16BE(rangeAt + range + 2 * (code - first));
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
}
