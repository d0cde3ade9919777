import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../../data/moment.ts';

const restMs = 250;

/** What to search for, kept in the URL. */
export function SearchBox({ hint }: { hint?: string | undefined }) {
  const { t } = useTranslation();
  return <TypedBox name="q" label={t('tables.search')} hint={hint ?? t('tables.searchHint')} />;
}

/** A filter that is typed, kept in the URL. */
export function TypedFilter({ name, label }: { name: string; label: string }) {
  return <TypedBox name={name} label={label} hint={label} />;
}

/** It waits for a rest in the typing, and for an input method to be done. */
function TypedBox({ name, label, hint }: { name: string; label: string; hint: string }) {
  const [params, setValues] = useQueryValues();
  const inUrl = params.get(name) ?? '';
  const [text, setText] = useState(inUrl);
  const sent = useRef(inUrl);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // Somebody else changed it: a link, the way back, or clearing the filters.
    if (inUrl !== sent.current) {
      sent.current = inUrl;
      setText(inUrl);
    }
  }, [inUrl]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const keep = (value: string, ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      sent.current = value.trim();
      setValues({ [name]: value.trim() || undefined });
    }, ms);
  };
  return (
    <input
      type="search"
      className="input search-box"
      aria-label={label}
      placeholder={hint}
      enterKeyHint="search"
      value={text}
      onChange={({ target: { value }, nativeEvent }) => {
        setText(value);
        if (!(nativeEvent as InputEvent).isComposing) keep(value, restMs);
      }}
      onCompositionEnd={({ currentTarget }) => keep(currentTarget.value, restMs)}
      onKeyDown={({ key, nativeEvent, currentTarget }) => {
        if (key === 'Enter' && !nativeEvent.isComposing) keep(currentTarget.value, 0);
      }}
    />
  );
}
