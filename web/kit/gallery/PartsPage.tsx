import { useState } from 'react';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Card, Figure } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyButton.tsx';
import { Bars, Meter, Sparkline } from '../../ui/charts.tsx';
import { Dialog, Drawer } from '../../ui/Dialog.tsx';
import { Download, Ellipsis, Pencil, Plus, Trash2 } from '../../ui/icons.ts';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Link } from '../../ui/Link.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { Money } from '../../ui/Money.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Stepper } from '../../ui/Stepper.tsx';
import { Table, Td, Th, Tr } from '../../ui/Table.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { toast } from '../../ui/toast.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { confirm } from '../confirm.ts';
import { Page } from '../Page.tsx';
import { useSay } from './say.ts';

const domain = 'alnoor-clinics.sa';
const reference = 'SN-2026-004512';
const sar = (amount: number) => ({ amount, currency: 'SAR' });

/** The parts that show and act. */
export default function PartsPage() {
  const say = useSay();
  return (
    <Page
      title={say('Parts', 'القطع')}
      description={say(
        'Everything a page is made of, on one sheet of sand.',
        'كل ما تتكوّن منه الصفحة، على بساط واحد من الرمل.',
      )}
      actions={
        <>
          <Button icon={Download}>{say('Export', 'تصدير')}</Button>
          <Button variant="primary" icon={Plus}>
            {say('New order', 'طلب جديد')}
          </Button>
        </>
      }
    >
      <Figures />
      <div className="grid gap-6 lg:grid-cols-2">
        <Buttons />
        <Overlays />
        <Facts />
        <Steps />
      </div>
      <Lines />
      <Views />
    </Page>
  );
}

function Figures() {
  const say = useSay();
  const { number } = useFormat();
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Figure
        label={say('Invoiced this month', 'فواتير هذا الشهر')}
        value={<Money value={sar(48_231_950)} />}
        note={say('12% more than October', 'أكثر من أكتوبر بنسبة 12%')}
      >
        <Sparkline
          label={say('Twelve months', 'اثنا عشر شهرًا')}
          values={[4, 6, 5, 8, 7, 9, 12, 11, 13, 12, 15, 17]}
        />
      </Figure>
      <Figure
        label={say('Active subscriptions', 'اشتراكات نشطة')}
        value={number(12_408)}
        note={say('34 new today', '34 جديدة اليوم')}
      >
        <Sparkline
          label={say('Twelve months', 'اثنا عشر شهرًا')}
          values={[10, 9, 9, 10, 12, 11, 12, 13, 15, 14, 16, 16]}
        />
      </Figure>
      <Figure
        label={say('Waiting for you', 'بانتظارك')}
        value={number(7)}
        note={say('3 applications, 4 orders', '3 طلبات انضمام، 4 طلبات شراء')}
      />
      <Figure
        label={say('Unpaid', 'غير مسدّد')}
        value={<Money value={sar(1_204_500)} />}
        note={say('2 invoices past due', 'فاتورتان متأخرتان')}
      >
        <Meter label={say('Share of the limit', 'نسبة من الحد')} value={62} max={100} />
      </Figure>
    </div>
  );
}

function Buttons() {
  const say = useSay();
  return (
    <Card
      title={say('Buttons', 'الأزرار')}
      description={say('One primary in a view.', 'زر رئيسي واحد في كل عرض.')}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary">{say('Approve', 'اعتماد')}</Button>
        <Button>{say('Ask for more', 'طلب المزيد')}</Button>
        <Button variant="quiet">{say('Later', 'لاحقًا')}</Button>
        <Button variant="danger" icon={Trash2}>
          {say('Decline', 'رفض')}
        </Button>
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button variant="primary" busy>
          {say('Sending', 'جارٍ الإرسال')}
        </Button>
        <Button
          variant="primary"
          disabled={say('Only finance may issue invoices.', 'إصدار الفواتير للمالية فقط.')}
        >
          {say('Issue', 'إصدار')}
        </Button>
        <Button size="sm" icon={Pencil}>
          {say('Edit', 'تعديل')}
        </Button>
        <IconButton icon={Ellipsis} label={say('More', 'المزيد')} />
        <Link to="/gallery/list">{say('A link in words', 'رابط داخل النص')}</Link>
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        <Badge dot tone="good">
          {say('Active', 'نشط')}
        </Badge>
        <Badge dot tone="warn">
          {say('Past due', 'متأخر')}
        </Badge>
        <Badge dot tone="bad">
          {say('Failed', 'فشل')}
        </Badge>
        <Badge dot tone="info">
          {say('Provisioning', 'قيد التفعيل')}
        </Badge>
        <Badge dot>{say('Closed', 'مغلق')}</Badge>
        <Badge tone="info">{say('Gold', 'ذهبي')}</Badge>
      </div>
    </Card>
  );
}

function Overlays() {
  const say = useSay();
  const [dialog, setDialog] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const ask = async () => {
    const yes = await confirm({
      title: say('Cancel the subscription?', 'إلغاء الاشتراك؟'),
      description: say(
        'Service stops at the end of the month. This cannot be undone.',
        'تتوقف الخدمة نهاية الشهر، ولا يمكن التراجع.',
      ),
      action: say('Cancel the subscription', 'إلغاء الاشتراك'),
      danger: true,
    });
    if (yes) toast.good(say('Subscription cancelled', 'أُلغي الاشتراك'));
  };
  return (
    <Card
      title={say('Over the page', 'فوق الصفحة')}
      description={say('Menus, dialogs, drawers, toasts.', 'القوائم والحوارات والإشعارات.')}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => setDialog(true)}>{say('Dialog', 'حوار')}</Button>
        <Button onClick={() => setDrawer(true)}>{say('Drawer', 'درج')}</Button>
        <Button onClick={() => void ask()}>{say('Question', 'سؤال')}</Button>
        <Menu trigger={<Button>{say('Menu', 'قائمة')}</Button>} align="start">
          <MenuItem icon={Pencil}>{say('Change quantity', 'تغيير الكمية')}</MenuItem>
          <MenuItem icon={Download} disabled={say('The contract is not signed yet.', 'لم يُوقّع العقد بعد.')}>
            {say('Download contract', 'تنزيل العقد')}
          </MenuItem>
          <MenuLine />
          <MenuItem icon={Trash2} danger>
            {say('Cancel', 'إلغاء')}
          </MenuItem>
        </Menu>
        <Tooltip hint={say('Counted from the first day of the month', 'محسوب من أول يوم في الشهر')}>
          <Button variant="quiet">{say('Hint', 'تلميح')}</Button>
        </Tooltip>
        <Button
          onClick={() => toast.good(say('Customer added', 'أُضيف العميل'), { description: 'Al-Noor Clinics' })}
        >
          {say('Toast', 'إشعار')}
        </Button>
        <Button
          onClick={() =>
            toast.bad(say('The bank file has 3 lines we can’t read.', 'في ملف البنك 3 أسطر لا يمكن قراءتها.'))
          }
        >
          {say('Bad toast', 'إشعار خطأ')}
        </Button>
      </div>
      <Underway />
      <Panels dialog={dialog} setDialog={setDialog} drawer={drawer} setDrawer={setDrawer} />
    </Card>
  );
}

function Underway() {
  const say = useSay();
  return (
    <div className="mt-5 flex flex-col gap-4">
      <Progress label={say('Charging subscriptions', 'احتساب الاشتراكات')} value={0.62} />
      <Progress label={say('Waiting for the provider', 'بانتظار المزوّد')} value={null} />
    </div>
  );
}

type PanelsProps = {
  dialog: boolean;
  setDialog: (open: boolean) => void;
  drawer: boolean;
  setDrawer: (open: boolean) => void;
};

function Panels({ dialog, setDialog, drawer, setDrawer }: PanelsProps) {
  const say = useSay();
  return (
    <>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title={say('Assign a bundle plan', 'تعيين خطة باقات')}
        description={say('It holds from the next billing period.', 'تسري من فترة الفوترة القادمة.')}
        actions={
          <>
            <Button onClick={() => setDialog(false)}>{say('Not now', 'ليس الآن')}</Button>
            <Button variant="primary" onClick={() => setDialog(false)}>
              {say('Assign', 'تعيين')}
            </Button>
          </>
        }
      >
        <p>
          {say(
            'Gold gives 22% on Google Workspace and 12% on domains.',
            'الذهبية تمنح 22% على جوجل ورك سبيس و12% على النطاقات.',
          )}
        </p>
      </Dialog>
      <Drawer
        open={drawer}
        onOpenChange={setDrawer}
        title={say('Order 10045', 'الطلب 10045')}
        actions={<Button variant="primary">{say('Approve', 'اعتماد')}</Button>}
      >
        <p>{say('Twelve seats for Al-Noor Clinics.', 'اثنا عشر مقعدًا لعيادات النور.')}</p>
      </Drawer>
    </>
  );
}

function Facts() {
  const say = useSay();
  const { date, country } = useFormat();
  return (
    <Card title={say('Facts', 'البيانات')} actions={<Button size="sm">{say('Edit', 'تعديل')}</Button>}>
      <KeyValues
        facts={[
          { label: say('Name', 'الاسم'), value: <Person name="Huda Al-Qahtani" /> },
          { label: say('Country', 'الدولة'), value: country('SA') },
          { label: say('Domain', 'النطاق'), value: <bdi>{domain}</bdi> },
          { label: say('Reference', 'المرجع'), value: <CopyText text={reference} /> },
          { label: say('Since', 'منذ'), value: date('2025-03-01') },
          { label: say('Tax number', 'الرقم الضريبي'), value: null },
        ]}
      />
    </Card>
  );
}

function Person({ name }: { name: string }) {
  return (
    <span className="flex items-center gap-2">
      <Avatar size="sm" name={name} />
      <bdi>{name}</bdi>
    </span>
  );
}

function Steps() {
  const say = useSay();
  return (
    <Card title={say('Steps', 'الخطوات')}>
      <Stepper
        steps={[
          { label: say('Company', 'الشركة'), state: 'done' },
          { label: say('Terms', 'الشروط'), state: 'current' },
          { label: say('Review', 'المراجعة'), state: 'waiting' },
        ]}
      />
      <hr className="my-5 border-line" />
      <Stepper
        direction="column"
        steps={[
          {
            label: say('Order placed', 'قُدّم الطلب'),
            note: say('2 minutes ago', 'قبل دقيقتين'),
            state: 'done',
          },
          {
            label: say('Account created at the provider', 'أُنشئ الحساب لدى المزوّد'),
            note: say('3 tries', '3 محاولات'),
            state: 'done',
          },
          {
            label: say('Licences assigned', 'تعيين التراخيص'),
            note: say('Waiting for the provider', 'بانتظار المزوّد'),
            state: 'busy',
          },
          { label: say('Welcome mail', 'رسالة الترحيب'), state: 'waiting' },
        ]}
      />
    </Card>
  );
}

function Lines() {
  const say = useSay();
  const { period } = useFormat();
  const lines = [
    ['Google Workspace Business Plus', 48, 5_184_000],
    ['Microsoft 365 Business Standard', 12, 561_600],
    ['alnoor-clinics.sa', 1, 14_950],
  ] as const;
  return (
    <Card
      flush
      title={say('Invoice lines', 'بنود الفاتورة')}
      description={period('2026-03-01', '2026-04-01')}
    >
      <Table caption={say('Invoice lines', 'بنود الفاتورة')}>
        <thead>
          <tr>
            <Th>{say('Item', 'البند')}</Th>
            <Th numeric>{say('Quantity', 'الكمية')}</Th>
            <Th numeric>{say('Amount', 'المبلغ')}</Th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([name, quantity, amount]) => (
            <Tr key={name}>
              <Td>
                <bdi>{name}</bdi>
              </Td>
              <Td numeric>{quantity}</Td>
              <Td numeric>
                <Money value={sar(amount)} />
              </Td>
            </Tr>
          ))}
          <Tr className="font-semibold">
            <Td>{say('Total', 'الإجمالي')}</Td>
            <Td />
            <Td numeric>
              <Money value={sar(5_760_550)} />
            </Td>
          </Tr>
        </tbody>
      </Table>
    </Card>
  );
}

function Views() {
  const say = useSay();
  const { monthShort, money } = useFormat();
  const months = [31, 28, 35, 40, 38, 44, 52, 49, 57, 61, 58, 66];
  const bars = months.map((value, index) => {
    const date = `2026-${String(index + 1).padStart(2, '0')}-01`;
    return { label: monthShort(date), value, text: money(sar(value * 100_000)) };
  });
  return (
    <Card>
      <Tabs
        tabs={[
          {
            value: 'chart',
            label: say('Revenue', 'الإيراد'),
            content: <Bars label={say('Revenue by month', 'الإيراد حسب الشهر')} bars={bars} />,
          },
          {
            value: 'people',
            label: say('People', 'الأشخاص'),
            count: 3,
            content: <Person name="Omar Bawazir" />,
          },
          {
            value: 'notes',
            label: say('Notes', 'ملاحظات'),
            content: <p>{say('Nothing noted.', 'لا ملاحظات.')}</p>,
          },
        ]}
      />
    </Card>
  );
}
