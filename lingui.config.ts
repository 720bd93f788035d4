import { formatter } from '@lingui/format-po';

/** One catalogue per face plus one for what the faces share, so that a face loads only its own sentences. */
const faces = ['apply', 'vendor', 'console', 'panel'];

export default {
  sourceLocale: 'en',
  locales: ['en', 'ar'],
  catalogs: [
    {
      path: '<rootDir>/web/locales/{locale}/shared',
      include: ['web/ui', 'web/kit', 'web/api', 'web/*.ts'],
      exclude: ['**/gallery/**', '**/*.test.*'],
    },
    ...faces.map((face) => ({
      path: `<rootDir>/web/locales/{locale}/${face}`,
      include: [`web/${face}`],
      exclude: ['**/*.test.*'],
    })),
  ],
  // Line numbers would make every edit of a page an edit of the catalogues.
  format: formatter({ lineNumbers: false }),
  orderBy: 'message' as const,
};
