import type { LightState } from '#shared/api.ts';
import type { BulletPlaces } from './bullet.ts';

const [width, height, inset] = [160, 16, 6];

/** Target as a tick, the side that meets it shaded, the last value as a dot, earlier ones faint. */
export function Bullet({ places, light, label }: { places: BulletPlaces; light: LightState; label: string }) {
  const x = (place: number) => inset + place * (width - 2 * inset);
  const target = x(places.target);
  const [from, to] = places.good === 'right' ? [target, width] : [0, target];
  return (
    <svg className={`bullet mark-${light}`} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <title>{label}</title>
      <rect x={from} y="3" width={Math.max(0, to - from)} height="10" fill="var(--hairline)" />
      <path d={`M0 8H${width}`} stroke="var(--hairline-strong)" />
      {places.history.map((place, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the history is only ever added to
        <circle key={index} cx={x(place)} cy="8" r="2.5" fill="var(--muted)" opacity=".45" />
      ))}
      <path d={`M${target} 1V15`} stroke="var(--ink)" strokeWidth="2" />
      <circle
        cx={x(places.last)}
        cy="8"
        r="4.5"
        fill="currentColor"
        stroke="var(--paper)"
        strokeWidth="1.5"
      />
    </svg>
  );
}
