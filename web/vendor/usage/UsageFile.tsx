import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { FileDrop } from '../../kit/billing/FileDrop.tsx';
import { Refusal } from '../../kit/form/Form.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { ownErrors } from '../../kit/queries.ts';
import { useCan } from '../../kit/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CircleCheck } from '../../ui/icons.ts';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { type Fault, faultsOf } from './faults.ts';

/** Takes in a file of use; what is wrong with one that was refused stands below it, by line and column. */
export function UsageFile() {
  const taking = useMutation({ mutationFn: send, meta: ownErrors });
  if (useCan('usage.report') !== true) return null;
  const faults = taking.error instanceof Problem ? faultsOf(taking.error.errors) : [];
  return (
    <>
      <FileDrop
        accept=".csv,.xlsx,text/csv"
        busy={taking.isPending}
        onFile={(file) => taking.mutate(file)}
        title={<Trans>Drop a file of use here</Trans>}
        hint={
          <Trans>
            CSV or an Excel workbook with the columns{' '}
            <bdi className="font-mono text-xs">subscription, event_id, used_on, units</bdi>. A file is taken
            whole or not at all, and no event is counted twice.
          </Trans>
        }
      />
      {taking.error && faults.length === 0 && <Refusal>{sentenceOf(taking.error)}</Refusal>}
      {faults.length > 0 && <RefusalReport name={taking.variables?.name ?? ''} faults={faults} />}
      {taking.data && <Taken name={taking.variables?.name ?? ''} {...taking.data} onClose={taking.reset} />}
    </>
  );
}

async function send(file: File): Promise<{ taken: number; known: number }> {
  const { data } = await api.POST('/v1/billing/usage-files', {
    params: { query: { name: file.name } },
    body: (await file.arrayBuffer()) as never,
    bodySerializer: (bytes: unknown) => bytes as ArrayBuffer,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return data as { taken: number; known: number };
}

function Taken({
  name,
  taken,
  known,
  onClose,
}: {
  name: string;
  taken: number;
  known: number;
  onClose: () => void;
}) {
  return (
    <p
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-xl border border-line bg-surface px-5 py-3.5 shadow-low"
    >
      <CircleCheck className="size-5 shrink-0 text-good-solid" strokeWidth={1.75} aria-hidden />
      <bdi className="font-medium">{name}</bdi>
      <span className="text-muted">
        <Plural value={taken} one="# event was taken in" other="# events were taken in" />
        {known > 0 && (
          <>
            {' · '}
            <Plural value={known} one="# was known already" other="# were known already" />
          </>
        )}
      </span>
      <Button size="sm" variant="quiet" className="ms-auto" onClick={onClose}>
        <Trans>Close</Trans>
      </Button>
    </p>
  );
}

function RefusalReport({ name, faults }: { name: string; faults: readonly Fault[] }) {
  const { t } = useLingui();
  return (
    <Card
      flush
      title={
        <Trans>
          <bdi>{name}</bdi> was not taken in
        </Trans>
      }
      description={t`Nothing of the file was taken. Mend these places and hand it in again.`}
      className="border-bad/30"
    >
      <Table caption={t`Faults of the file`}>
        <thead>
          <tr>
            <Th numeric>{t`Line`}</Th>
            <Th>{t`Column`}</Th>
            <Th>{t`What is wrong`}</Th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ line, column, sentence }) => (
            <Tr key={`${line} ${column} ${sentence}`}>
              <Td numeric>{line}</Td>
              <Td>
                <bdi className="font-mono text-xs">{column}</bdi>
              </Td>
              <Td>
                <bdi dir="ltr" lang="en">
                  {sentence}
                </bdi>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
