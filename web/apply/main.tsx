import '../theme/theme.css';
import { startFace } from '../kit/startFace.tsx';
import { face } from './face.ts';
import { pages } from './routes.tsx';

void startFace({ face, pages, messages: (language) => import(`../locales/${language}/apply.po`) });
