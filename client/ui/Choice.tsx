import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';

/** One of several. The empty id stands for "all". */
export function Choice({
  label,
  hideLabel = false,
  value,
  items,
  onChange,
}: {
  label: string;
  hideLabel?: boolean;
  value: string;
  items: readonly { id: string; text: string }[];
  onChange: (id: string) => void;
}) {
  const all = '*';
  return (
    <Select
      className="choice"
      {...(hideLabel && { 'aria-label': label })}
      value={value || all}
      onChange={(key) => onChange(key === all ? '' : String(key))}
    >
      {!hideLabel && <Label>{label}</Label>}
      <Button className="choice-button">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox className="menu" items={items.map((item) => ({ ...item, id: item.id || all }))}>
          {(item) => <ListBoxItem id={item.id}>{item.text}</ListBoxItem>}
        </ListBox>
      </Popover>
    </Select>
  );
}
