import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { $api } from '../../api/client.ts';
import { UnitPrice } from '../../kit/billing/UnitPrice.tsx';
import { unless } from '../../kit/can.ts';
import { confirm } from '../../kit/confirm.ts';
import { Page } from '../../kit/Page.tsx';
import { useCan } from '../../kit/session.ts';
import type { Column } from '../../kit/table/columns.ts';
import { DataTable } from '../../kit/table/DataTable.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Drawer } from '../../ui/Dialog.tsx';
import { Handshake, Plus } from '../../ui/icons.ts';
import { Empty } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { ServiceForm } from './ServiceForm.tsx';
import { type Service, useServiceWords } from './words.ts';

/** What the reseller sells of its own beside the vendor's products. */
export default function ServicesPage() {
  const { t } = useLingui();
  const [open, setOpen] = useState<Service | 'new' | null>(null);
  const add = (
    <Button
      variant="primary"
      icon={Plus}
      disabled={unless(useCan('service.edit'))}
      onClick={() => setOpen('new')}
    >
      {t`New service`}
    </Button>
  );
  const close = () => setOpen(null);
  return (
    <Page
      title={t`Services`}
      description={t`What you sell of your own: migration, consultation, training, change management. Put them into quotes beside the products.`}
      width="wide"
      actions={add}
    >
      <DataTable<Service>
        caption={t`Services`}
        from="/v1/orders/services"
        columns={useColumns()}
        rowKey={({ id }) => id}
        onRow={setOpen}
        search={t`Search by name`}
        filters={[
          {
            key: 'withdrawn',
            label: t`Withdrawn`,
            options: [{ value: 'true', label: t`With the withdrawn` }],
          },
        ]}
        defaultSort="-created_at"
        empty={
          <Empty icon={Handshake} title={t`No services yet`} action={add}>
            {t`Lower licence prices leave your customers money for your work: offer it here.`}
          </Empty>
        }
      />
      <Drawer
        open={open !== null}
        onOpenChange={close}
        title={open === 'new' ? t`New service` : t`Change the service`}
      >
        {open !== null && <Body open={open} onDone={close} />}
      </Drawer>
    </Page>
  );
}

function Body({ open, onDone }: { open: Service | 'new'; onDone: () => void }) {
  if (open === 'new') return <ServiceForm onDone={onDone} />;
  if (open.withdrawn_at)
    return (
      <div className="flex flex-col gap-5">
        <p className="text-muted">
          <Trans>This service is withdrawn: it can be put into no new quote.</Trans>
        </p>
        <WithdrawButton service={open} onDone={onDone} />
      </div>
    );
  return (
    <ServiceForm
      service={open}
      onDone={onDone}
      secondary={<WithdrawButton service={open} onDone={onDone} />}
    />
  );
}

/** Takes a service out of quotes to come, or brings it back. */
function WithdrawButton({ service, onDone }: { service: Service; onDone: () => void }) {
  const { t } = useLingui();
  const withdrawn = service.withdrawn_at !== null;
  const change = $api.useMutation('post', '/v1/orders/services/{id}/withdraw', {
    onSuccess: () => {
      toast.good(withdrawn ? t`The service is back` : t`The service is withdrawn`);
      onDone();
    },
  });
  const press = async () => {
    const sure =
      withdrawn ||
      (await confirm({
        title: t`Withdraw this service?`,
        description: t`It goes into no new quote. Quotes already sent stay as they are.`,
        action: t`Withdraw it`,
        danger: true,
      }));
    if (sure) change.mutate({ params: { path: { id: service.id } }, body: { withdrawn: !withdrawn } });
  };
  return (
    <Button disabled={unless(service.can.edit)} busy={change.isPending} onClick={() => void press()}>
      {withdrawn ? t`Bring it back` : t`Withdraw it`}
    </Button>
  );
}

function useColumns(): Column<Service>[] {
  const { t } = useLingui();
  const { text } = useFormat();
  const { kinds, per } = useServiceWords();
  return [
    {
      id: 'name',
      header: t`Service`,
      cell: ({ name, withdrawn_at }) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <bdi className="truncate">{text(name)}</bdi>
          {withdrawn_at && <Badge>{t`Withdrawn`}</Badge>}
        </span>
      ),
    },
    { id: 'kind', header: t`Sold as`, cell: ({ kind }) => kinds[kind] },
    {
      id: 'unit_price',
      header: t`Price`,
      numeric: true,
      phone: 'aside',
      cell: (service) => (
        <span className="whitespace-nowrap">
          <UnitPrice minor={service.unit_price} currency={service.currency} />{' '}
          <span className="text-sm text-muted">{per(service)}</span>
        </span>
      ),
    },
    {
      id: 'unit_cost',
      header: t`Costs you`,
      numeric: true,
      cell: ({ unit_cost, currency }) => unit_cost && <UnitPrice minor={unit_cost} currency={currency} />,
    },
    {
      id: 'taxed',
      header: t`Tax`,
      phone: 'hide',
      cell: ({ exemption }) => (exemption ? t`None` : t`Standard`),
    },
  ];
}
