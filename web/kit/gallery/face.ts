import { Boxes, FileText, Inbox, ListFilter, Pencil, SlidersHorizontal } from '../../ui/icons.ts';
import type { Face } from '../navigation.ts';

const arabic: Record<string, string> = {
  Gallery: 'المعرض',
  Parts: 'القطع',
  Working: 'قيد العمل',
  Fields: 'الحقول',
  List: 'القائمة',
  Form: 'النموذج',
  States: 'الحالات',
  'No page': 'لا صفحة',
};

const say = (message: string) => ({ id: message, message });

/** The words of the gallery's navigation, which are in no catalogue. */
export function words(language: 'en' | 'ar'): Record<string, string> {
  return Object.fromEntries(
    Object.entries(arabic).map(([english, word]) => [english, language === 'ar' ? word : english]),
  );
}

/** A face made of samples. */
export const face: Face = {
  name: say('Gallery'),
  kind: 'vendor',
  home: '/gallery',
  account: '/gallery/account',
  terms: '/gallery/terms',
  navigation: [
    { items: [{ to: '/gallery', label: say('Parts'), icon: Boxes, key: 'p' }] },
    {
      label: say('Working'),
      items: [
        { to: '/gallery/fields', label: say('Fields'), icon: SlidersHorizontal },
        { to: '/gallery/list', label: say('List'), icon: ListFilter, key: 'l' },
        { to: '/gallery/form', label: say('Form'), icon: Pencil },
        { to: '/gallery/states', label: say('States'), icon: Inbox },
        { to: '/gallery/nowhere', label: say('No page'), icon: FileText },
      ],
    },
  ],
  search: async (text) => [{ id: 'x', label: `Najd IT (${text})`, note: 'Reseller', to: '/gallery/list' }],
};
