import type { ComponentProps } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';

type Props = Omit<ComponentProps<typeof TextField>, 'children' | 'className'> & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Several lines of text rather than one. */
  rows?: number | undefined;
};

/**
 * A labelled line of input; its error stands under it and is read with it. The error is the server's last word:
 * it must not keep the browser from sending what was mended.
 */
export function Field({ label, hint, error, rows, ...rest }: Props) {
  return (
    <TextField className="field" isInvalid={Boolean(error)} validationBehavior="aria" {...rest}>
      <Label>{label}</Label>
      {rows ? <TextArea rows={rows} /> : <Input />}
      {hint && !error && (
        <Text slot="description" className="note">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
