import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from '@tanstack/react-router';
import { $api } from '../../api/client.ts';
import { Page } from '../../kit/Page.tsx';
import { paths } from '../../paths.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { OutLink } from '../../ui/Link.tsx';
import { type Step, Stepper } from '../../ui/Stepper.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { ChangesTable } from './ChangesTable.tsx';
import { Faults } from './Faults.tsx';
import { PublishCard } from './PublishCard.tsx';
import { SummaryFigures } from './SummaryFigures.tsx';
import { type Import, STATE_TONES, useImportWords } from './words.ts';

/** One file: its faults, or what it would change, and the day it is published on. */
export default function ImportPage() {
  const { importId = '' } = useParams({ strict: false });
  const { states } = useImportWords();
  const params = { path: { id: importId } };
  const one = $api.useSuspenseQuery('get', '/v1/catalog/imports/{id}', { params }).data;
  return (
    <Page
      title={one.file_name}
      badge={
        <Badge dot tone={STATE_TONES[one.state]}>
          {states[one.state]}
        </Badge>
      }
      actions={<Actions one={one} />}
      width="wide"
    >
      <Card>
        <Stepper steps={useSteps(one)} />
      </Card>
      {one.state === 'refused' ? <Faults one={one} /> : <Difference one={one} />}
    </Page>
  );
}

function Difference({ one }: { one: Import }) {
  return (
    <>
      <SummaryFigures summary={one.summary} />
      {one.state === 'ready' && <PublishCard key={one.proof} one={one} />}
      <ChangesTable importId={one.id} />
    </>
  );
}

function useSteps(one: Import): Step[] {
  const { t } = useLingui();
  const { date, instant } = useFormat();
  const seen = one.state === 'ready' ? 'current' : one.state === 'refused' ? 'failed' : 'done';
  const day = date(one.valid_from);
  return [
    { label: t`Handed in`, note: instant(one.uploaded_at), state: 'done' },
    { label: one.state === 'refused' ? t`Faults` : t`Difference`, state: seen },
    one.published_at
      ? { label: t`Published`, note: t`Holds from ${day}`, state: 'done' }
      : { label: t`Publish`, state: 'waiting' },
  ];
}

function Actions({ one }: { one: Import }) {
  const { t } = useLingui();
  const drop = $api.useMutation('post', '/v1/catalog/imports/{id}/drop');
  const params = { path: { id: one.id } };
  const isOpen = one.state === 'ready' || one.state === 'refused';
  return (
    <>
      <OutLink href={`/v1/catalog/imports/${one.id}/file`}>{t`The file`}</OutLink>
      {isOpen && (
        <Button
          busy={drop.isPending}
          onClick={() => drop.mutate({ params }, { onSuccess: () => toast.good(t`The file is put aside`) })}
        >
          {t`Put aside`}
        </Button>
      )}
      {!isOpen && (
        <ButtonLink to={paths.office.catalogueImports}>
          <Trans>Hand in another file</Trans>
        </ButtonLink>
      )}
    </>
  );
}
