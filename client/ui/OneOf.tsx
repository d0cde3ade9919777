import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';

/** One of a few, all in sight, as chips; the arrow keys go from one to the next. */
export function OneOf({
  label,
  items,
  chosen,
  onChange,
  error,
}: {
  label: string;
  items: readonly { id: string; text: string; lang?: string }[];
  chosen: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}) {
  return (
    <RadioGroup
      className="field one-of"
      value={chosen || null}
      onChange={onChange}
      isInvalid={Boolean(error)}
    >
      <Label>{label}</Label>
      <div className="chips">
        {items.map(({ id, text, lang }) => (
          <Radio key={id} value={id} className="chip">
            {lang ? <span lang={lang}>{text}</span> : text}
          </Radio>
        ))}
      </div>
      {error && (
        <Text slot="errorMessage" className="field-error">
          {error}
        </Text>
      )}
    </RadioGroup>
  );
}
