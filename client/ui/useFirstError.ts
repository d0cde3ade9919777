import { type RefObject, useEffect } from 'react';

/** After a refused write the first wrong cell inside `box` takes the focus, and so comes into sight. */
export function useFirstError(
  box: RefObject<HTMLElement | null>,
  errors: ReadonlyMap<string, unknown>,
): void {
  useEffect(() => {
    if (errors.size === 0) return;
    box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [box, errors]);
}
