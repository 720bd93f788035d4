import '../theme/theme.css';
import { startFace } from '../kit/startFace.tsx';
import { face } from './face.ts';
import { PanelShell } from './PanelShell.tsx';
import { pages } from './routes.tsx';

void startFace({
  face,
  pages,
  shell: PanelShell,
  messages: (language) => import(`../locales/${language}/panel.po`),
});
