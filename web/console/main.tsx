import '../theme/theme.css';
import words from 'virtual:words';
import { Shell } from '../kit/Shell.tsx';
import { startFace } from '../kit/startFace.tsx';
import { face } from './face.ts';
import { pages } from './routes.tsx';

void startFace({
  face,
  pages,
  shell: Shell,
  words,
});
