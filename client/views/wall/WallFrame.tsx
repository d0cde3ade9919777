import { useTranslation } from 'react-i18next';
import type { System } from '#shared/api.ts';
import { useConnection } from '../../data/live.ts';
import { bandOf } from '../../shell/bands.ts';
import { agoText, clockText, dayText, fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { useNow } from '../../ui/useNow.ts';

type Scene = 'money' | 'results' | 'alerts';

/** Whose figures these are, which of them, and the time. */
export function WallHead({ system, scene }: { system: System; scene: Scene | undefined }) {
  const { t } = useTranslation();
  const now = useNow(1_000);
  const language = spokenLanguage();
  return (
    <header className="wall-head">
      <span className="wall-department">{system.department?.name ?? t('product')}</span>
      {!system.empty && <span className="figure muted">{system.year}</span>}
      {scene && <strong>{t(`wall.${scene}`)}</strong>}
      {system.training && (
        <span className="wall-training">
          {t('wall.training', { day: fullDayText(system.today, language) })}
        </span>
      )}
      <span className="grow" />
      {!system.training && <span className="muted">{fullDayText(system.today, language)}</span>}
      <time className="wall-clock figure">{clockText(now, language)}</time>
    </header>
  );
}

/** How fresh everything is; the one thing that is wrong with it; and which scene of the round stands. */
export function WallFoot({
  system,
  scene,
  answeredAt,
}: {
  system: System;
  scene: Scene | undefined;
  answeredAt: number | undefined;
}) {
  const { t } = useTranslation();
  const now = useNow();
  const language = spokenLanguage();
  const connection = useConnection();
  const { lastEvaluation, coveredTo } = system;
  const words = { open: t('shell.live'), connecting: t('shell.connecting'), lost: t('shell.lost') };
  const trouble = useTrouble(system, now, answeredAt);
  return (
    <footer className="wall-foot">
      <span className={`wall-connection ${connection}`}>
        <LightMark mark={connection === 'open' ? 'green' : connection === 'lost' ? 'red' : 'grey'} />
        {words[connection]}
      </span>
      {!system.empty && (
        <>
          <span>
            {lastEvaluation
              ? t('shell.evaluated', { ago: agoText(lastEvaluation.at, now, language) })
              : t('shell.neverEvaluated')}
          </span>
          <span>
            {coveredTo ? t('shell.covered', { day: dayText(coveredTo, language) }) : t('shell.notCovered')}
          </span>
        </>
      )}
      {trouble && (
        <span className="wall-trouble">
          <LightMark mark="yellow" /> {trouble}
        </span>
      )}
      <span className="grow" />
      {scene && (
        <span className="wall-dots" aria-hidden="true">
          {(['money', 'results', 'alerts'] as const).map((each) => (
            <i key={each} className={each === scene ? 'here' : ''} />
          ))}
        </span>
      )}
    </footer>
  );
}

/** What most needs saying of the figures, as under the header of every page. */
function useTrouble(system: System, now: number, answeredAt: number | undefined): string | undefined {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const band = bandOf(system, useConnection(), now);
  switch (band?.kind) {
    case 'lost':
      return answeredAt ? t('wall.dataOf', { time: clockText(answeredAt, language) }) : t('band.lost');
    case 'stalled':
      return t('band.stalled', { ago: agoText(band.since, now, language) });
    case 'stale':
      return t('band.stale', { day: dayText(band.coveredTo, language) });
    case 'uncovered':
      return t('band.uncovered');
    default:
      return undefined;
  }
}
