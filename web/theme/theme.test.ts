import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'theme.css'), 'utf8');
const pair = /--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)/g;
const tokens = new Map(
  [...css.matchAll(pair)].map(([, name, light, dark]) => [name, [light, dark] as [string, string]]),
);

/** Relative luminance (WCAG 2) of an `L C H` in OKLCH. */
function luminance(oklch: string): number {
  const [l = 0, c = 0, h = 0] = oklch.split(' ').map(Number);
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short;
  const green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short;
  const blue = -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short;
  const inside = (part: number) => Math.min(Math.max(part, 0), 1);
  return 0.2126 * inside(red) + 0.7152 * inside(green) + 0.0722 * inside(blue);
}

function contrast(text: string, ground: string, theme: 0 | 1): number {
  const [one, other] = [text, ground].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`theme.css has no opaque --${name}`);
    return luminance(token[theme]);
  });
  const [bright, dim] = [Math.max(one ?? 0, other ?? 0), Math.min(one ?? 0, other ?? 0)];
  return (bright + 0.05) / (dim + 0.05);
}

const grounds = ['canvas', 'surface', 'sunken', 'raised', 'accent-soft'];
const texts = ['ink', 'muted', 'faint', 'accent-text'];
const pairs = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground])),
  ...['good', 'warn', 'bad'].flatMap((tone) =>
    [`${tone}-soft`, 'surface', 'raised'].map((ground) => [tone, ground]),
  ),
  ...['accent', 'accent-hover'].map((ground) => ['on-accent', ground]),
  ...['bad-solid', 'bad-hover'].map((ground) => ['on-bad', ground]),
] as [string, string][];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s', (_name, theme) => {
  test.each(pairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });
});
