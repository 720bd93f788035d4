import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { cx } from '../ui/cx.ts';
import { ArrowRight, CornerDownLeft, Search } from '../ui/icons.ts';
import { popup, popupItem } from '../ui/popup.ts';
import { folded } from './folded.ts';
import { type PaletteItem, useFace } from './navigation.ts';
import { useGlobalActions } from './palette.actions.ts';
import { pageActions, paletteOpen } from './palette.ts';
import { useSession } from './session.ts';
import { useStore } from './store.ts';

type Group = { value: string; items: PaletteItem[] };

/** Everything by name: places, what can be done here, and what the server finds. Opened by Ctrl/⌘ K. */
export default function Palette() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const groups = useGroups(text);
  const close = () => paletteOpen.set(false);
  const choose = (item: PaletteItem) => {
    close();
    if (item.to) void navigate({ to: item.to });
    item.run?.();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => open || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.2_0.02_65/0.36)]" />
        <Dialog.Popup
          aria-label={t`Search and commands`}
          className={cx(
            popup,
            'fixed inset-x-3 top-[10dvh] z-50 mx-auto flex max-h-[min(30rem,80dvh)] max-w-152 animate-appear flex-col rounded-xl',
          )}
        >
          <Autocomplete.Root
            open
            inline
            items={groups}
            value={text}
            onValueChange={setText}
            autoHighlight="always"
            keepHighlight
            filter={null}
            itemToStringValue={(item: PaletteItem) => item.label}
          >
            <PaletteInput />
            <PaletteList onChoose={choose} />
          </Autocomplete.Root>
          <Hints />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteInput() {
  const { t } = useLingui();
  return (
    <div className="flex items-center gap-3 border-b border-line px-4">
      <Search className="size-4.5 shrink-0 text-faint" aria-hidden />
      <Autocomplete.Input
        aria-label={t`Search and commands`}
        placeholder={t`Go to, do, or find by name…`}
        className="h-13 w-full min-w-0 bg-transparent text-lg outline-none"
      />
    </div>
  );
}

function PaletteList({ onChoose }: { onChoose: (item: PaletteItem) => void }) {
  return (
    <>
      <Autocomplete.Empty className="px-4 py-8 text-center text-muted empty:hidden">
        <Trans>Nothing by that name.</Trans>
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 grow overflow-y-auto overscroll-contain p-2 empty:hidden">
        {(group: Group) => (
          <Autocomplete.Group key={group.value} items={group.items}>
            <Autocomplete.GroupLabel className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-faint">
              {group.value}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => <PaletteLine key={item.id} item={item} onChoose={onChoose} />}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </>
  );
}

function PaletteLine({ item, onChoose }: { item: PaletteItem; onChoose: (item: PaletteItem) => void }) {
  const Icon = item.icon ?? ArrowRight;
  return (
    <Autocomplete.Item value={item} onClick={() => onChoose(item)} className={cx(popupItem, 'group h-10')}>
      <Icon
        className={cx('size-4 shrink-0 text-muted', !item.icon && 'mirror')}
        strokeWidth={1.75}
        aria-hidden
      />
      <bdi className="min-w-0 truncate">{item.label}</bdi>
      {item.note && <bdi className="min-w-0 truncate text-muted">{item.note}</bdi>}
      <CornerDownLeft
        className="mirror ms-auto hidden size-3.5 text-faint group-data-highlighted:block"
        aria-hidden
      />
    </Autocomplete.Item>
  );
}

function Hints() {
  return (
    <p className="flex gap-4 border-t border-line px-4 py-2.5 text-xs text-muted max-sm:hidden">
      <span>
        <kbd className="font-sans">↑↓</kbd> <Trans>to choose</Trans>
      </span>
      <span>
        <kbd className="font-sans">↵</kbd> <Trans>to go</Trans>
      </span>
      <span>
        <kbd className="font-sans">Esc</kbd> <Trans>to close</Trans>
      </span>
    </p>
  );
}

function useGroups(text: string): Group[] {
  const { t } = useLingui();
  const places = usePlaces();
  const actions = [...useStore(pageActions).values()].flat();
  const settings = useGlobalActions();
  const found = useFound(text);
  return [
    { value: t`On this page`, items: matching(actions, text) },
    { value: t`Go to`, items: matching(places, text) },
    // What the server finds comes later than the rest: below it, so that nothing moves under the reader's finger.
    { value: t`Found`, items: found },
    { value: t`Settings`, items: text ? matching(settings, text) : [] },
  ].filter((group) => group.items.length > 0);
}

function usePlaces(): PaletteItem[] {
  const { i18n } = useLingui();
  const face = useFace();
  const { can } = useSession();
  return face.navigation
    .flatMap((group) => group.items)
    .filter((item) => !item.can || can[item.can] === true)
    .map(({ to, label, icon }) => ({ id: to, label: i18n._(label), icon, to }));
}

function useFound(text: string): PaletteItem[] {
  const { search } = useFace();
  const asked = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['palette', asked],
    queryFn: ({ signal }) => search?.(asked, signal) ?? [],
    enabled: Boolean(search) && asked.length > 1,
    placeholderData: (before) => before,
  });
  return asked.length > 1 ? (data ?? []) : [];
}

/** Every typed word begins a word of the label, whatever its accents and forms of letters. */
function matching(items: readonly PaletteItem[], text: string): PaletteItem[] {
  const typed = folded(text).split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    const words = folded(item.label).split(/\s+/);
    return typed.every((part) => words.some((word) => word.startsWith(part) || word.startsWith(`ال${part}`)));
  });
}
