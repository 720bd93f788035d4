import '../theme/theme.css';
import words from 'virtual:words';
import { startFace } from '../kit/startFace.tsx';
import { face } from './face.ts';
import { PanelShell } from './PanelShell.tsx';
import { pages } from './routes.tsx';

void startFace({
  face,
  pages,
  shell: PanelShell,
  words,
});
