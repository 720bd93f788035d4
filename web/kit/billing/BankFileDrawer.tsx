import { $api } from '../../api/client.ts';
import { Drawer } from '../../ui/Dialog.tsx';
import { SkeletonText } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { Refusal } from '../form/Form.tsx';
import { sentenceOf } from '../problems.ts';
import { ReadEntries } from './BankEntries.tsx';
import type { FindBuyers } from './BuyerField.tsx';
import { SettleEntry } from './TakenBackEntry.tsx';

import type { BankFile } from './words.ts';

type Props = { file: BankFile | null; findBuyers: FindBuyers; onClose: () => void };

/** What a bank file brought, beside the list of files. */
export function BankFileDrawer({ file, findBuyers, onClose }: Props) {
  const { instant } = useFormat();
  return (
    <Drawer
      size="lg"
      open={file !== null}
      onOpenChange={(open) => open || onClose()}
      title={<bdi>{file?.name}</bdi>}
      description={file && instant(file.imported_at)}
    >
      {file && <FileEntries file={file} findBuyers={findBuyers} />}
    </Drawer>
  );
}

function FileEntries({ file, findBuyers }: { file: BankFile; findBuyers: FindBuyers }) {
  const params = { query: { bank_file_id: file.id, limit: 200 } };
  const { data, error } = $api.useQuery('get', '/v1/billing/bank-entries', { params });
  if (error) return <Refusal>{sentenceOf(error)}</Refusal>;
  if (!data) return <SkeletonText lines={5} />;
  return (
    <div className="-mx-6 border-t border-line">
      <ReadEntries
        entries={data.items.toSorted((one, other) => one.line - other.line)}
        actions={(entry) => <SettleEntry entry={entry} findBuyers={findBuyers} />}
      />
    </div>
  );
}
