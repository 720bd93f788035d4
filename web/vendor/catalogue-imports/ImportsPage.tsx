import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { FileDrop } from '../../kit/billing/FileDrop.tsx';
import { Refusal } from '../../kit/form/Form.tsx';
import { Page } from '../../kit/Page.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { ownErrors } from '../../kit/queries.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { path, paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { FileText } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Missing, MissingChoice } from './MissingChoice.tsx';
import { type Import, type ListedImport, STATE_TONES, useImportWords } from './words.ts';

/** Hands in a file of the catalogue, and shows those handed in before. */
export default function ImportsPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Import a catalogue`}
      description={t`A file changes nothing until you have seen the difference and published it.`}
    >
      <HandIn />
      <DataTable<ListedImport>
        caption={t`Files handed in`}
        from="/v1/catalog/imports"
        columns={useColumns()}
        rowKey={({ id }) => id}
        rowTo={({ id }) => path(paths.office.catalogueImport, { importId: id })}
        empty={<Empty icon={FileText} title={t`No file has been handed in yet`} />}
      />
    </Page>
  );
}

function HandIn() {
  const navigate = useNavigate();
  const [missing, setMissing] = useState<Missing>('keep');
  const sending = useMutation({
    mutationFn: (file: File) => send(file, missing),
    meta: ownErrors,
    onSuccess: ({ id }) => void navigate({ to: path(paths.office.catalogueImport, { importId: id }) }),
  });
  return (
    <Card>
      <div className="flex flex-col gap-6">
        <FileDrop
          accept=".csv,.xlsx,.json,.txt"
          busy={sending.isPending}
          onFile={(file) => sending.mutate(file)}
          title={<Trans>Drop the catalogue’s file here</Trans>}
          hint={<Trans>CSV or XLSX with a row for each offer, or a registrar’s JSON price list.</Trans>}
        />
        {sending.error && <Refusal>{sentenceOf(sending.error)}</Refusal>}
        <MissingChoice value={missing} onValueChange={setMissing} disabled={sending.isPending} />
        <p className="text-muted">
          <Trans>
            Begin with an export: it has every column, and handing it in again changes nothing.{' '}
            <OutLink href="/v1/catalog/export?format=xlsx">Export the catalogue</OutLink>
          </Trans>
        </p>
      </div>
    </Card>
  );
}

async function send(file: File, missing: Missing): Promise<Import> {
  const { data } = await api.POST('/v1/catalog/imports', {
    params: { query: { name: file.name, missing } },
    body: (await file.arrayBuffer()) as never,
    bodySerializer: (bytes: unknown) => bytes as ArrayBuffer,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return data as Import;
}

function useColumns(): Column<ListedImport>[] {
  const { t } = useLingui();
  const { date, instant, number } = useFormat();
  const { states } = useImportWords();
  return [
    { id: 'file_name', header: t`File`, cell: ({ file_name }) => <bdi>{file_name}</bdi> },
    {
      id: 'state',
      header: t`State`,
      phone: 'aside',
      cell: ({ state }) => (
        <Badge dot tone={STATE_TONES[state]}>
          {states[state]}
        </Badge>
      ),
    },
    { id: 'rows', header: t`Rows`, numeric: true, phone: 'hide', cell: ({ row_count }) => number(row_count) },
    {
      id: 'found',
      header: t`Difference`,
      cell: ({ state, fault_count, summary: { products, offers, prices } }) =>
        state === 'refused' ? (
          <Plural value={fault_count} one="# fault" other="# faults" />
        ) : (
          <Trans>
            {sum(products)} products, {sum(offers)} offers, {prices.new + prices.up + prices.down} prices
          </Trans>
        ),
    },
    { id: 'valid_from', header: t`Holds from`, cell: ({ valid_from }) => date(valid_from) },
    { id: 'uploaded_at', header: t`Handed in`, sort: true, cell: ({ uploaded_at }) => instant(uploaded_at) },
  ];
}

function sum({ added, changed, withdrawn }: ListedImport['summary']['offers']): number {
  return added + changed + withdrawn;
}
