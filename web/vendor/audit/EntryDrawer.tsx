import { useLingui } from '@lingui/react/macro';
import { Drawer } from '../../ui/Dialog.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type AuditEntry, useAuditWords } from './words.ts';

/** One entry with all it holds. */
export function EntryDrawer({ entry, onClose }: { entry: AuditEntry | null; onClose: () => void }) {
  const { action } = useAuditWords();
  return (
    <Drawer open={entry !== null} onOpenChange={(open) => open || onClose()} title={entry && action(entry)}>
      {entry && <EntryFacts entry={entry} />}
    </Drawer>
  );
}

function EntryFacts({ entry }: { entry: AuditEntry }) {
  const { t } = useLingui();
  const { instant } = useFormat();
  const { nouns } = useAuditWords();
  const mono = 'font-mono text-xs wrap-anywhere';
  return (
    <KeyValues
      facts={[
        { label: t`When`, value: instant(entry.recorded_at) },
        { label: t`Who`, value: <bdi>{entry.person_name ?? t`Caravan itself`}</bdi> },
        {
          label: t`From the address`,
          value: entry.address && <bdi className="figures">{entry.address}</bdi>,
        },
        { label: t`About`, value: nouns[entry.subject_kind] },
        { label: t`Its id`, value: entry.subject_id && <bdi className={mono}>{entry.subject_id}</bdi> },
        ...Object.entries(entry.details).map(([name, value]) => ({
          label: <bdi className="font-mono text-xs">{name}</bdi>,
          value: <bdi className="wrap-anywhere">{shown(value)}</bdi>,
        })),
        { label: t`Seal`, value: <bdi className={mono}>{entry.hash}</bdi> },
      ]}
    />
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
