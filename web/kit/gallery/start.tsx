import '../../theme/theme.css';
import words from 'virtual:words';
import { Shell } from '../Shell.tsx';
import { page, startFace } from '../startFace.tsx';
import { face, words as own } from './face.ts';

const pages = [
  page('/gallery', () => import('./PartsPage.tsx')),
  page('/gallery/fields', () => import('./FieldsPage.tsx')),
  page('/gallery/list', () => import('./ListPage.tsx')),
  page('/gallery/form', () => import('./FormPage.tsx')),
  page('/gallery/states', () => import('./StatesPage.tsx')),
];

// The gallery's own words stand in its files, in both languages: it is no part of a shipped build.
const gallery = { en: async () => ({ messages: own('en') }), ar: async () => ({ messages: own('ar') }) };
void startFace({ face, pages, shell: Shell, words: [...words, gallery] });
