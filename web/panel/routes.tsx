import { page } from '../kit/startFace.tsx';
import { paths } from '../paths.ts';

/** Every page of this face: a path of web/paths.ts and the file that draws it, fetched when it is first wanted. */
export const pages = [page(paths.panel.home, () => import('./HomePage.tsx'))];
