import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { confirm } from '../../kit/confirm.ts';
import { Button } from '../../ui/Button.tsx';
import { type Application, useKeepApplication } from './application.ts';

/** Takes the application back, while it can be. */
export function Withdraw({
  application: { id, can },
  className,
}: {
  application: Application;
  className: string;
}) {
  const { t } = useLingui();
  const keep = useKeepApplication();
  const withdraw = $api.useMutation('post', '/v1/program/applications/{id}/withdraw', { onSuccess: keep });
  if (can.withdraw !== true) return null;
  const press = async () => {
    const sure = await confirm({
      title: t`Withdraw the application?`,
      description: t`It goes no further. You may apply again later.`,
      action: t`Withdraw`,
      danger: true,
    });
    if (sure) withdraw.mutate({ params: { path: { id } }, body: { note: null } });
  };
  return (
    <div className={className}>
      <Button
        variant="quiet"
        size="sm"
        className="-ms-2.5"
        busy={withdraw.isPending}
        onClick={() => void press()}
      >
        <Trans>Withdraw the application</Trans>
      </Button>
    </div>
  );
}
