import { expect, test } from 'vitest';
import { closure, initialSize, type Manifest } from './web-size.ts';

const manifest: Manifest = {
  'console/index.html': { file: 'console.js', imports: ['react', 'shell'] },
  shell: { file: 'shell.js', imports: ['react'] },
  react: { file: 'react.js' },
  'locales/en/shared.po': { file: 'en-shared.js' },
  'locales/en/console/face.po': { file: 'en-console.js' },
  'locales/ar/shared.po': { file: 'ar-shared.js' },
  'locales/ar/console/face.po': { file: 'ar-console.js' },
  'console/OrdersPage.tsx': { file: 'orders.js', imports: ['react'] },
};

test('an entry’s closure holds each import once and no page that comes later', () => {
  expect(closure(manifest, ['console/index.html']).sort()).toEqual(['console/index.html', 'react', 'shell']);
});

test('a face is measured with the larger of its languages', () => {
  const sizes: Record<string, number> = {
    'react.js': 60_000,
    'shell.js': 5_000,
    'console.js': 1_000,
    'ar-console.js': 4_000,
  };
  expect(initialSize(manifest, 'console', ['shared', 'console/face'], (file) => sizes[file] ?? 500)).toBe(
    70.5,
  );
});
