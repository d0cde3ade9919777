import { useCallback, useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { useTranslation } from 'react-i18next';
import { type Findable, isFound } from './found.ts';
import './combo.css';

/** The empty id must have a key of its own in the list. */
const all = '*';

/**
 * One of many, found by typing its name, its code or the initials of its pinyin. The empty id stands for "all". What
 * finds nothing is no choice: the last one stands there again when the focus goes.
 */
export function Combo({
  label,
  hideLabel = false,
  value,
  items,
  onChange,
}: {
  label: string;
  hideLabel?: boolean;
  value: string;
  items: readonly Findable[];
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const isSpelled = useSpelling(typed);
  const byText = useMemo(() => {
    const found = new Map<string, Findable[]>();
    for (const item of items) found.set(item.text, [...(found.get(item.text) ?? []), item]);
    return found;
  }, [items]);
  const isMeant = useCallback(
    (text: string, letters: string) =>
      byText.get(text)?.some((one) => isFound(one, letters, isSpelled)) ?? false,
    [byText, isSpelled],
  );
  const listed = useMemo(() => items.map((item) => ({ ...item, id: item.id || all })), [items]);
  // Where nothing stands for "all", nothing is chosen yet.
  const isChosen = items.some(({ id }) => id === value);
  return (
    <ComboBox
      className="choice combo"
      {...(hideLabel && { 'aria-label': label })}
      defaultItems={listed}
      defaultFilter={isMeant}
      onInputChange={setTyped}
      value={isChosen ? value || all : null}
      // Emptied, to type something else: nothing is chosen by that.
      onChange={(key) => key !== null && onChange(key === all ? '' : String(key))}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      {!hideLabel && <Label>{label}</Label>}
      <div className="combo-box">
        <Input
          className="input"
          placeholder={t('combo.hint')}
          autoCapitalize="off"
          enterKeyHint="done"
          // Typing replaces what is chosen.
          onClick={({ currentTarget }) => currentTarget.select()}
        />
        <Button className="combo-open" aria-label={t('combo.open')}>
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <Popover className="popover combo-list">
        <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: 32 }}>
          <ListBox<Findable>
            className="menu"
            renderEmptyState={() => <p className="note">{t('combo.none')}</p>}
          >
            {({ id, text, note }) => (
              <ListBoxItem id={id} textValue={text}>
                {text}
                {note && <span className="note">{note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      </Popover>
    </ComboBox>
  );
}

/** Reads pinyin once latin letters are typed; until it is there nothing is spelled. */
function useSpelling(typed: string) {
  const [isSpelled, setSpelled] = useState<(text: string, letters: string) => boolean>();
  const isWanted = /[a-z]{2}/i.test(typed);
  useEffect(() => {
    if (isWanted && !isSpelled)
      void import('./table/pinyin.ts').then((pinyin) => setSpelled(() => pinyin.isSpelled));
  }, [isWanted, isSpelled]);
  return isWanted ? isSpelled : undefined;
}
