import { useLingui } from '@lingui/react/macro';
import { Link } from '../ui/Link.tsx';
import { useFace } from './navigation.ts';
import { useSession } from './session.ts';

/** The face's sections as a quiet grid: the way on from a home page. */
export function Sections() {
  const { i18n } = useLingui();
  const face = useFace();
  const { can } = useSession();
  const items = face.navigation
    .flatMap((group) => group.items)
    .filter((item) => item.to !== face.home && (!item.can || can[item.can] === true));
  return (
    <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {items.map((item) => (
        <li key={item.to}>
          <Link
            plain
            to={item.to}
            className="flex items-center gap-3.5 rounded-xl border border-line bg-surface p-4 font-medium shadow-low transition-colors hover:border-line-strong hover:bg-raised"
          >
            <span className="flex size-9 items-center justify-center rounded-lg bg-accent-soft text-accent-text">
              <item.icon className="size-4.5" strokeWidth={1.75} aria-hidden />
            </span>
            {i18n._(item.label)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
