import { useLingui } from '@lingui/react/macro';
import { Button } from '../../ui/Button.tsx';
import { Download } from '../../ui/icons.ts';
import { OutLink } from '../../ui/Link.tsx';
import { Menu, MenuGroup, MenuLink } from '../../ui/Menu.tsx';

/** The whole book as one file, for the programs that read plain-text ledgers. */
export function ExportMenu() {
  const { t } = useLingui();
  const formats = [
    { format: 'hledger', label: 'hledger' },
    { format: 'beancount', label: 'Beancount' },
    { format: 'csv', label: 'CSV' },
  ];
  return (
    <Menu trigger={<Button icon={Download}>{t`Export`}</Button>}>
      <MenuGroup label={t`The whole book through today`}>
        {formats.map(({ format, label }) => (
          <MenuLink key={format} link={<OutLink plain href={`/v1/ledger/journal?format=${format}`} />}>
            {label}
          </MenuLink>
        ))}
      </MenuGroup>
    </Menu>
  );
}
