import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { confirm } from '../../kit/confirm.ts';
import { useToday } from '../../kit/useToday.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { MissingChoice } from './MissingChoice.tsx';
import type { Import } from './words.ts';

/** The day on which the difference holds, and the way to publish it. Another day is another difference: it is made anew first. */
export function PublishCard({ one }: { one: Import }) {
  const { t } = useLingui();
  const today = useToday();
  const [day, setDay] = useState(one.valid_from);
  const [missing, setMissing] = useState(one.missing);
  const review = $api.useMutation('post', '/v1/catalog/imports/{id}/review');
  const params = { path: { id: one.id } };
  const isSame = day === one.valid_from && missing === one.missing;
  return (
    <Card
      title={t`Publish`}
      description={t`Everything above holds from this day on. What held before is not changed.`}
      footer={
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            busy={review.isPending}
            onClick={() => review.mutate({ params, body: { valid_from: day, missing } })}
          >
            {isSame ? t`Compare again` : t`Show the difference for this`}
          </Button>
          <PublishButton one={one} disabled={!isSame && t`Look at the difference for this day first.`} />
        </div>
      }
    >
      <div className="grid gap-6 md:grid-cols-[14rem_1fr]">
        <DateField label={t`Holds from`} min={today} value={day} onValueChange={setDay} />
        <MissingChoice value={missing} onValueChange={setMissing} />
      </div>
    </Card>
  );
}

function PublishButton({ one, disabled }: { one: Import; disabled: string | false }) {
  const { t } = useLingui();
  const { date } = useFormat();
  const publish = $api.useMutation('post', '/v1/catalog/imports/{id}/publish');
  const day = date(one.valid_from);
  const { products, offers } = one.summary;
  const nothing = isNothing(one) && t`The file says nothing new.`;
  const press = async () => {
    const withdrawn = products.withdrawn + offers.withdrawn;
    const sure = await confirm({
      title: t`Publish the catalogue from ${day}?`,
      description:
        withdrawn > 0
          ? t`Some of it leaves the store. Those who have it keep it.`
          : t`Resellers see it in the store on that day.`,
      action: t`Publish`,
      danger: withdrawn > 0,
    });
    const done = () => toast.good(t`Published`);
    if (sure)
      publish.mutate({ params: { path: { id: one.id } }, body: { proof: one.proof } }, { onSuccess: done });
  };
  return (
    <Button
      variant="primary"
      busy={publish.isPending}
      disabled={disabled || nothing}
      onClick={() => void press()}
    >
      <Trans>Publish from {day}</Trans>
    </Button>
  );
}

function isNothing({ summary: { families, products, offers } }: Import): boolean {
  return [families, products, offers].every(
    ({ added, changed, withdrawn }) => added + changed + withdrawn === 0,
  );
}
