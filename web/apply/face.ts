import { msg } from '@lingui/core/macro';
import type { Face } from '../kit/navigation.ts';
import { paths } from '../paths.ts';

/** The public pages: applying to the program, and the ways in. */
export const face: Face = { name: msg`Caravan`, home: paths.root, terms: paths.terms, navigation: [] };
