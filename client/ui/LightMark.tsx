import type { LightState } from '#shared/api.ts';

/** The six shapes, and a hollow triangle for what is only being watched. */
export type Mark = LightState | 'watch';

/**
 * A light as a shape and a colour, never a colour alone. Without a label it is decoration and the
 * words beside it speak.
 */
export function LightMark({ mark, label }: { mark: Mark; label?: string | undefined }) {
  const className = `mark mark-${mark}`;
  if (!label) {
    return (
      <svg className={className} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        {shapes[mark]}
      </svg>
    );
  }
  return (
    <svg className={className} viewBox="0 0 12 12" width="12" height="12" role="img" aria-label={label}>
      <title>{label}</title>
      {shapes[mark]}
    </svg>
  );
}

const shapes: Record<Mark, React.ReactNode> = {
  green: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  yellow: <path d="M6 .8 11.7 11H.3z" fill="currentColor" />,
  watch: (
    <path
      d="M6 2 10.8 10.4H1.2z"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
    />
  ),
  red: <rect x="1" y="1" width="10" height="10" fill="currentColor" />,
  blue: <path d="M6 .2 11.8 6 6 11.8.2 6z" fill="currentColor" />,
  grey: <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  missing: (
    <>
      <rect x="1.2" y="1.2" width="9.6" height="9.6" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M1.5 5 5 1.5M1.5 9.2 9.2 1.5M3.8 10.6 10.6 3.8M7.6 10.6 10.6 7.6" stroke="currentColor" />
    </>
  ),
};
