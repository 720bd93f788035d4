import { Trans, useLingui } from '@lingui/react/macro';
import { $api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import type { SubscriptionDetail } from '../../kit/orders/words.ts';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toast.ts';

/** Ends the subscription from today on, after saying what that means for money. */
export function CancelButton({ subscription }: { subscription: SubscriptionDetail }) {
  const { t } = useLingui();
  const cancel = $api.useMutation('post', '/v1/orders/subscriptions/{id}/cancel', {
    onSuccess: () => toast.good(t`The cancellation is under way`),
  });
  const press = async () => {
    const sure = await confirm({
      title: t`Cancel this subscription?`,
      description: subscription.cancel_consequence,
      action: t`Cancel the subscription`,
      danger: true,
    });
    if (sure) cancel.mutate({ params: { path: { id: subscription.id } } });
  };
  return (
    <Button busy={cancel.isPending} disabled={unless(subscription.can.cancel)} onClick={() => void press()}>
      <Trans>Cancel the subscription</Trans>
    </Button>
  );
}
