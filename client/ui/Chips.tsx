import type { ReactNode } from 'react';

/** Several of several, each a button that is pressed or not. */
export function Chips({
  label,
  items,
  chosen,
  onChange,
}: {
  label: string;
  items: readonly { id: string; text: string; mark?: ReactNode }[];
  chosen: readonly string[];
  onChange: (ids: string[]) => void;
}) {
  // In the order of the items, so that the same choice is always the same URL.
  const toggled = (id: string) =>
    items.map((item) => item.id).filter((each) => chosen.includes(each) !== (each === id));
  return (
    <fieldset className="chips">
      <legend>{label}</legend>
      {items.map(({ id, text, mark }) => (
        <button
          key={id}
          type="button"
          className="chip"
          aria-pressed={chosen.includes(id)}
          onClick={() => onChange(toggled(id))}
        >
          {mark}
          {text}
        </button>
      ))}
    </fieldset>
  );
}
