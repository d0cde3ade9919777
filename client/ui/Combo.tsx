import { useDeferredValue, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import { mayBePinyin } from '../data/tables.ts';
import { type Findable, foundAmong } from './found.ts';
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
  hint,
}: {
  label: string;
  hideLabel?: boolean;
  value: string;
  items: readonly Findable[];
  onChange: (id: string) => void;
  hint?: string | undefined;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string>();
  const chosen = items.find(({ id }) => id === value);
  const chosenText = chosen?.text ?? value;
  const isSpelled = useSpelling(typed);
  const { shown, more } = foundAmong(items, useDeferredValue(typed ?? ''), isSpelled);
  const leave = () => setTyped(undefined);
  return (
    <ComboBox
      className="choice combo"
      {...(hideLabel && { 'aria-label': label })}
      items={shown.map((item) => ({ ...item, id: item.id || all }))}
      inputValue={typed ?? chosenText}
      onInputChange={(text) => setTyped(text === chosenText ? undefined : text)}
      value={value || all}
      onChange={(key) => {
        // Emptied, to type something else: nothing is chosen by that.
        if (key === null) return;
        onChange(key === all ? '' : String(key));
        leave();
      }}
      onBlur={leave}
      onOpenChange={(isOpen) => !isOpen && leave()}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      {!hideLabel && <Label>{label}</Label>}
      <div className="combo-box">
        <Input
          className="input"
          placeholder={hint ?? t('combo.hint')}
          autoCapitalize="off"
          enterKeyHint="done"
          // Typing replaces what is chosen.
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <Button className="combo-open">
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <Popover className="popover combo-list">
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
        {more > 0 && <p className="note">{t('combo.more', { count: more })}</p>}
      </Popover>
    </ComboBox>
  );
}

/** Reads pinyin once latin letters are typed; until it is there nothing is spelled. */
function useSpelling(typed: string | undefined) {
  const [isSpelled, setSpelled] = useState<(text: string, letters: string) => boolean>();
  const isWanted = typed !== undefined && mayBePinyin(typed.trim());
  useEffect(() => {
    if (isWanted && !isSpelled)
      void import('./table/pinyin.ts').then((pinyin) => setSpelled(() => pinyin.isSpelled));
  }, [isWanted, isSpelled]);
  return isWanted ? isSpelled : undefined;
}
