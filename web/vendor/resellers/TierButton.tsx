import { Trans, useLingui } from '@lingui/react/macro';
import { z } from 'zod';
import { api } from '../../api/client.ts';
import { unless } from '../../kit/can.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { Bind, Form } from '../../kit/form/Form.tsx';
import { useForm } from '../../kit/form/useForm.ts';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { toast } from '../../ui/toast.ts';
import { useTierWords } from '../bundle-plans/terms.ts';
import type { ResellerDetail } from './words.ts';

/** Moves a reseller to another tier: it decides which plans it may enter; the plan it is on stays. */
export function TierButton({ reseller }: { reseller: ResellerDetail }) {
  const { t } = useLingui();
  return (
    <DialogButton
      size="sm"
      variant="quiet"
      label={t`Change`}
      title={t`Move to another tier`}
      description={t`The tier decides which plans it may enter. The plan it is on stays.`}
      disabled={unless(reseller.can.set_plan)}
    >
      {(close) => <TierForm reseller={reseller} onDone={close} />}
    </DialogButton>
  );
}

const schema = z.object({ tier: z.enum(['registered', 'silver', 'gold', 'platinum']) });

function TierForm({ reseller, onDone }: { reseller: ResellerDetail; onDone: () => void }) {
  const { t } = useLingui();
  const tiers = useTierWords();
  const form = useForm({
    name: `tier-${reseller.id}`,
    keep: false,
    schema,
    defaults: { tier: reseller.tier },
    submit: (body) =>
      api.POST('/v1/program/resellers/{id}/tier', { params: { path: { id: reseller.id } }, body }),
    onDone: () => {
      toast.good(t`The tier is set`);
      onDone();
    },
  });
  return (
    <Form form={form} action={<Trans>Set the tier</Trans>} unguarded>
      <Bind form={form} name="tier">
        {({ onValueChange, ...field }) => (
          <RadioGroup
            label={t`Tier`}
            options={Object.entries(tiers).map(([value, label]) => ({ value, label }))}
            {...field}
            onValueChange={(value) => onValueChange(value as z.input<typeof schema>['tier'])}
          />
        )}
      </Bind>
    </Form>
  );
}
