import { formatter } from '@lingui/format-po';
import { catalogues } from './tools/words.ts';

export default {
  sourceLocale: 'en',
  locales: ['en', 'ar'],
  catalogs: catalogues().map(({ name, files }) => ({
    path: `<rootDir>/web/locales/{locale}/${name}`,
    include: files,
  })),
  // Line numbers would make every edit of a page an edit of the catalogues.
  format: formatter({ lineNumbers: false }),
  orderBy: 'message' as const,
};
