import { describe, expect, test } from 'vitest';
import { coveredCodePoints, documentFonts, unpackWoff } from './pdf.fonts.ts';

const [regular, , arabic] = documentFonts().map(coveredCodePoints);

describe('document fonts', () => {
  test.each(['A', 'é', 'Ж', 'Ω', '−', '–', '\ufffd'])('Plex Sans has %s', (letter) => {
    expect(regular?.has(letter.codePointAt(0) ?? 0)).toBe(true);
  });

  test.each(['ش', 'ة', 'ـ', '،', '٣'])('Plex Sans Arabic has %s', (letter) => {
    expect(arabic?.has(letter.codePointAt(0) ?? 0)).toBe(true);
  });

  test('neither has what it lacks', () => {
    expect(regular?.has('株'.codePointAt(0) ?? 0)).toBe(false);
    expect(regular?.has(0xffff)).toBe(false);
  });

  test('only WOFF 1.0 is unpacked', () => {
    expect(() => unpackWoff(Buffer.from('wOF2....'))).toThrow('not a WOFF 1.0 font');
  });
});
