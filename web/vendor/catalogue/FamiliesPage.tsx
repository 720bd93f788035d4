import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ArrowDown, ArrowUp, Layers, Plus } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Family, FamilyForm, RenameForm } from './FamilyForm.tsx';
import { movedTo } from './families.ts';

/** The families of products: what they are called, and the order in which the store shows them. */
export default function FamiliesPage() {
  const { t } = useLingui();
  const { items } = $api.useSuspenseQuery('get', '/v1/catalog/families').data;
  const mayEdit = useCan('catalogue.edit');
  return (
    <Page
      width="narrow"
      title={t`Product families`}
      description={t`The store shows them in this order. A new name holds everywhere at once; what is priced by family stays as it is.`}
      actions={
        <DialogButton
          variant="primary"
          icon={Plus}
          label={t`New family`}
          title={t`Add a family`}
          description={t`Products that belong together in the store.`}
          disabled={unless(mayEdit)}
        >
          {(close) => <FamilyForm position={items.length} onDone={close} />}
        </DialogButton>
      }
    >
      <Card flush>
        {items.length > 0 ? (
          <Families families={items} mayEdit={mayEdit === true} />
        ) : (
          <Empty icon={Layers} title={t`No families yet`}>
            {t`Add the first one; products stand in families.`}
          </Empty>
        )}
      </Card>
    </Page>
  );
}

/** Where a family has just gone, so that its button keeps the focus and the move is heard. */
type Moved = { id: string; step: -1 | 1 };

function Families({ families, mayEdit }: { families: readonly Family[]; mayEdit: boolean }) {
  const { t } = useLingui();
  const { text } = useFormat();
  const order = $api.useMutation('put', '/v1/catalog/families/order');
  const [wanted, setWanted] = useState<readonly string[] | null>(null);
  const [heard, setHeard] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<Moved | null>(null);
  const shown = wanted ? inOrder(families, wanted) : families;
  useEffect(() => {
    if (moved.current) focusOn(list.current, moved.current);
    moved.current = null;
  });
  const move = async (family: Family, step: -1 | 1) => {
    const ids = movedTo(
      shown.map(({ id }) => id),
      family.id,
      step,
    );
    const [name, place, all] = [text(family.name), ids.indexOf(family.id) + 1, ids.length];
    moved.current = { id: family.id, step };
    setWanted(ids);
    try {
      await order.mutateAsync({ body: { ids } });
      setHeard(t`${name}: place ${place} of ${all}`);
    } finally {
      // What the server has is shown again: the new order, or the old one where it was refused.
      setWanted(null);
    }
  };
  return (
    <>
      <ol ref={list} className="divide-y divide-line">
        {shown.map((family, index) => (
          <li
            key={family.id}
            className="flex min-h-14 items-center gap-3 px-5 py-2.5 max-sm:flex-wrap max-sm:gap-y-1"
          >
            <FamilyNames family={family} />
            {mayEdit && (
              <Moves
                family={family}
                isFirst={index === 0}
                isLast={index === shown.length - 1}
                onMove={(step) => void move(family, step)}
              />
            )}
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {heard}
      </p>
    </>
  );
}

function inOrder(families: readonly Family[], ids: readonly string[]): Family[] {
  const known = new Map(families.map((family) => [family.id, family]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** The button that was pressed; at an end of the list, where it can be pressed no more, the other one. */
function focusOn(list: HTMLElement | null, { id, step }: Moved): void {
  const buttons = [step, -step].map((way) =>
    list?.querySelector<HTMLButtonElement>(`[data-move="${CSS.escape(id)} ${way}"]:not(:disabled)`),
  );
  buttons.find(Boolean)?.focus();
}

function FamilyNames({ family }: { family: Family }) {
  const { language } = useFormat();
  const [own, other] = language === 'ar' ? (['ar', 'en'] as const) : (['en', 'ar'] as const);
  return (
    <div className="min-w-0 grow max-sm:basis-full">
      <p className="font-medium">
        <bdi>{family.name[own]}</bdi>
      </p>
      <span className="flex flex-wrap gap-x-2 text-sm text-muted">
        {family.name[other] !== family.name[own] && (
          <>
            <bdi lang={other}>{family.name[other]}</bdi>
            <span aria-hidden="true">·</span>
          </>
        )}
        <Plural value={family.products} one="# product" other="# products" />
        <bdi className="font-mono text-xs leading-5 text-faint">{family.id}</bdi>
      </span>
    </div>
  );
}

type MovesProps = { family: Family; isFirst: boolean; isLast: boolean; onMove: (step: -1 | 1) => void };

function Moves({ family, isFirst, isLast, onMove }: MovesProps) {
  const { t } = useLingui();
  const { text } = useFormat();
  const name = text(family.name);
  return (
    <div className="flex shrink-0 items-center gap-1 max-sm:-ms-3">
      <DialogButton
        size="sm"
        variant="quiet"
        label={
          <>
            <Trans>Rename</Trans>
            <span className="sr-only"> {name}</span>
          </>
        }
        title={t`Rename ${name}`}
      >
        {(close) => <RenameForm family={family} onDone={close} />}
      </DialogButton>
      <IconButton
        icon={ArrowUp}
        label={t`Move ${name} up`}
        disabled={isFirst}
        data-move={`${family.id} -1`}
        onClick={() => onMove(-1)}
      />
      <IconButton
        icon={ArrowDown}
        label={t`Move ${name} down`}
        disabled={isLast}
        data-move={`${family.id} 1`}
        onClick={() => onMove(1)}
      />
    </div>
  );
}
