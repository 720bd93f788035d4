import { Trans, useLingui } from '@lingui/react/macro';
import { $api, type Item } from '../../api/client.ts';
import { Refusal } from '../../kit/form/Form.tsx';
import { sentenceOf } from '../../kit/problems.ts';
import { Drawer } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';

type Letter = Item<'/v1/identity/mails'>;

/** One letter beside the list, drawn in a frame that can run nothing; its links open in a new tab. */
export function LetterDrawer({ letter, onClose }: { letter: Letter | null; onClose: () => void }) {
  const { instant } = useFormat();
  return (
    <Drawer
      size="lg"
      open={letter !== null}
      onOpenChange={(open) => open || onClose()}
      title={<bdi dir={letter?.language === 'ar' ? 'rtl' : 'ltr'}>{letter?.subject}</bdi>}
      description={
        letter && (
          <Trans>
            To <bdi>{letter.recipient}</bdi> · {instant(letter.recorded_at)}
          </Trans>
        )
      }
    >
      {letter && <LetterBody letter={letter} />}
    </Drawer>
  );
}

function LetterBody({ letter }: { letter: Letter }) {
  const { t } = useLingui();
  const { data, error } = $api.useQuery('get', '/v1/identity/mails/{id}', {
    params: { path: { id: letter.id } },
  });
  if (error) return <Refusal>{sentenceOf(error)}</Refusal>;
  if (!data) return <Skeleton className="h-96 w-full rounded-lg" />;
  return (
    <div className="flex h-full flex-col gap-4">
      {data.failure && <Refusal>{data.failure}</Refusal>}
      <iframe
        title={t`The letter`}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={data.html}
        className="min-h-120 w-full grow rounded-lg border border-line bg-[#fff]"
      />
    </div>
  );
}
