import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Ellipsis, Pencil, Plus, Trash2 } from '../../ui/icons.ts';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Money } from '../../ui/Money.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Page } from '../Page.tsx';
import { useActions } from '../palette.ts';
import type { Column } from '../table/columns.ts';
import { DataTable } from '../table/DataTable.tsx';
import type { Sample } from './sample.ts';
import { useSay } from './say.ts';

/** A list of the server's, working. */
export default function ListPage() {
  const say = useSay();
  useActions([{ id: 'new', label: say('New reseller', 'موزّع جديد'), icon: Plus, to: '/gallery/form' }]);
  return (
    <Page
      width="wide"
      title={say('Resellers', 'الموزّعون')}
      description={say('Who sells for the program, and on which terms.', 'من يبيع ضمن البرنامج، وبأي شروط.')}
      actions={
        <Button variant="primary" icon={Plus}>
          {say('New reseller', 'موزّع جديد')}
        </Button>
      }
    >
      <DataTable<Sample>
        csv
        caption={say('Resellers', 'الموزّعون')}
        from="/v1/sample"
        columns={useColumns()}
        rowKey={(row) => row.id}
        rowTo={(row) => `/gallery/list/${row.id}`}
        rowActions={() => <RowMenu />}
        search={say('Search by name', 'ابحث بالاسم')}
        filters={[{ key: 'state', label: say('State', 'الحالة'), options: useStates() }]}
        defaultSort="name"
        limit={10}
        empty={<Empty title={say('No resellers yet', 'لا موزّعين بعد')} />}
      />
    </Page>
  );
}

function useStates() {
  const say = useSay();
  return [
    { value: 'active', label: say('Active', 'نشط') },
    { value: 'suspended', label: say('Suspended', 'موقوف') },
    { value: 'closed', label: say('Closed', 'مغلق') },
  ];
}

function useColumns(): Column<Sample>[] {
  const say = useSay();
  const { country, instant, number } = useFormat();
  const states = useStates();
  const tones = { active: 'good', suspended: 'warn', closed: 'neutral' } as const;
  return [
    {
      id: 'name',
      header: say('Name', 'الاسم'),
      sort: true,
      cell: (row) => (
        <span className="flex items-center gap-2.5">
          <Avatar square size="sm" name={row.name} />
          <bdi>{row.name}</bdi>
        </span>
      ),
    },
    {
      id: 'state',
      header: say('State', 'الحالة'),
      phone: 'aside',
      cell: (row) => (
        <Badge dot tone={tones[row.state]}>
          {states.find(({ value }) => value === row.state)?.label}
        </Badge>
      ),
    },
    { id: 'country', header: say('Country', 'الدولة'), sort: true, cell: (row) => country(row.country) },
    { id: 'plan', header: say('Bundle plan', 'خطة الباقات'), phone: 'hide', cell: (row) => row.plan },
    {
      id: 'seats',
      header: say('Seats', 'المقاعد'),
      sort: true,
      numeric: true,
      phone: 'hide',
      cell: (row) => number(row.seats),
    },
    {
      id: 'balance',
      header: say('Balance', 'الرصيد'),
      numeric: true,
      cell: (row) => <Money value={row.balance} />,
    },
    {
      id: 'created_at',
      header: say('Since', 'منذ'),
      sort: true,
      hidden: true,
      cell: (row) => instant(row.created_at),
    },
  ];
}

function RowMenu() {
  const say = useSay();
  return (
    <Menu trigger={<IconButton size="sm" icon={Ellipsis} label={say('More', 'المزيد')} />}>
      <MenuItem icon={Pencil}>{say('Edit', 'تعديل')}</MenuItem>
      <MenuItem icon={Trash2} danger>
        {say('Suspend', 'إيقاف')}
      </MenuItem>
    </Menu>
  );
}
