import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Landmark } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Refusal } from '../form/Form.tsx';
import { sentenceOf } from '../problems.ts';
import { ownErrors } from '../queries.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import { ReadEntries } from './BankEntries.tsx';
import { BankFileDrawer } from './BankFileDrawer.tsx';
import type { FindBuyers } from './BuyerField.tsx';
import { FileDrop } from './FileDrop.tsx';
import { SettleEntry } from './TakenBackEntry.tsx';

import type { BankEntry, BankFile } from './words.ts';

type Imported = BankFile & { items: BankEntry[]; warnings: string[] };

/** Takes in the bank's statement files, shows what each brought, and lists those taken in before. */
export function BankFiles({ findBuyers }: { findBuyers: FindBuyers }) {
  const taking = useMutation({ mutationFn: send, meta: ownErrors });
  return (
    <>
      <FileDrop
        accept=".xml,.txt,.sta,.mt940,.940,.camt,.053"
        busy={taking.isPending}
        onFile={(file) => taking.mutate(file)}
        title={<Trans>Drop the bank’s statement file here</Trans>}
        hint={<Trans>camt.053 or MT940. A file is taken in whole or not at all, and never twice.</Trans>}
      />
      {taking.error && (
        <Refusal>
          <Trans>
            <bdi className="font-medium">{taking.variables?.name}</bdi> was not taken in.
          </Trans>{' '}
          {sentenceOf(taking.error)}
        </Refusal>
      )}
      {taking.data && <Brought imported={taking.data} findBuyers={findBuyers} onClose={taking.reset} />}
      <FilesTable findBuyers={findBuyers} />
    </>
  );
}

async function send(file: File): Promise<Imported> {
  const { data } = await api.POST('/v1/billing/bank-files', {
    params: { query: { name: file.name } },
    body: (await file.arrayBuffer()) as never,
    bodySerializer: (bytes: unknown) => bytes as ArrayBuffer,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return data as Imported;
}

type BroughtProps = { imported: Imported; findBuyers: FindBuyers; onClose: () => void };

function Brought({ imported, findBuyers, onClose }: BroughtProps) {
  const { items, name, matched, warnings } = imported;
  const waiting = items.filter((entry) => entry.state === 'unmatched').length;
  return (
    <Card
      flush
      title={<bdi>{name}</bdi>}
      description={
        <>
          <Plural
            value={items.length}
            _0="Nothing new was in it."
            one={`# entry, ${matched} matched by its reference.`}
            other={`# entries, ${matched} matched by their reference.`}
          />{' '}
          {waiting > 0 && <Plural value={waiting} one="# waits for you." other="# wait for you." />}
        </>
      }
      actions={
        <Button size="sm" variant="quiet" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      }
    >
      {warnings.length > 0 && (
        <ul role="status" className="mx-5 mb-4 grid gap-1 rounded-lg bg-warn-soft px-4 py-3 text-sm">
          {warnings.map((warning) => (
            <li key={warning} dir="auto" className="wrap-anywhere">
              {warning}
            </li>
          ))}
        </ul>
      )}
      {items.length > 0 && (
        <ReadEntries
          entries={items}
          actions={(entry) => <SettleEntry entry={entry} findBuyers={findBuyers} />}
        />
      )}
    </Card>
  );
}

function FilesTable({ findBuyers }: { findBuyers: FindBuyers }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<BankFile | null>(null);
  return (
    <>
      <DataTable<BankFile>
        caption={t`Bank files`}
        from="/v1/billing/bank-files"
        columns={useColumns()}
        rowKey={(file) => file.id}
        onRow={setOpen}
        defaultSort="-imported_at"
        limit={20}
        empty={
          <Empty icon={Landmark} title={t`No bank files yet`}>
            {t`Ask the bank for its daily statement in one of these formats, and payments find their invoices by themselves.`}
          </Empty>
        }
      />
      <BankFileDrawer file={open} findBuyers={findBuyers} onClose={() => setOpen(null)} />
    </>
  );
}

function useColumns(): Column<BankFile>[] {
  const { t } = useLingui();
  const { instant, number } = useFormat();
  return [
    { id: 'name', header: t`File`, cell: (file) => <bdi className="wrap-anywhere">{file.name}</bdi> },
    { id: 'imported_at', header: t`Taken in`, sort: true, cell: (file) => instant(file.imported_at) },
    { id: 'entries', header: t`Entries`, numeric: true, cell: (file) => number(file.entries) },
    { id: 'matched', header: t`Matched`, numeric: true, cell: (file) => number(file.matched) },
  ];
}
