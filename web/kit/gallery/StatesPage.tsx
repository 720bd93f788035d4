import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Plus } from '../../ui/icons.ts';
import { Empty, ErrorState, SkeletonText } from '../../ui/states.tsx';
import { Page } from '../Page.tsx';
import { DataTable } from '../table/DataTable.tsx';
import type { Sample } from './sample.ts';
import { useSay } from './say.ts';

/** Nothing, not yet, and not possible. */
export default function StatesPage() {
  const say = useSay();
  const columns = [{ id: 'name', header: say('Name', 'الاسم'), cell: (row: Sample) => row.name }];
  const empty = (
    <Empty
      title={say('No customers yet', 'لا عملاء بعد')}
      action={
        <Button variant="primary" icon={Plus}>
          {say('New customer', 'عميل جديد')}
        </Button>
      }
    >
      {say(
        'A customer is who you sell to. Add the first to place an order.',
        'العميل هو من تبيع له. أضف الأول لتقديم طلب.',
      )}
    </Empty>
  );
  return (
    <Page title={say('States', 'الحالات')}>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <DataTable<Sample>
          local
          caption={say('Empty', 'فارغ')}
          from="/v1/sample/empty"
          columns={columns}
          rowKey={(row) => row.id}
          empty={empty}
        />
        <DataTable<Sample>
          local
          caption={say('Refused', 'مرفوض')}
          from="/v1/sample/refused"
          columns={columns}
          rowKey={(row) => row.id}
          empty={empty}
        />
        <Card title={say('On its way', 'قيد التحميل')}>
          <SkeletonText lines={5} />
        </Card>
        <Card>
          <ErrorState
            title={say('This could not be shown', 'تعذّر العرض')}
            detail="request 01J9ZK"
            onRetry={() => undefined}
          >
            {say('The server is not well. Try again in a moment.', 'الخادم متعثر. حاول بعد قليل.')}
          </ErrorState>
        </Card>
      </div>
    </Page>
  );
}
