import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { System } from '#shared/api.ts';
import { connectLive } from '../../data/live.ts';
import { overview, projects, system } from '../../data/questions.ts';
import { chime, hasSounds } from '../../ui/sound.ts';
import { AlertsScene } from './AlertsScene.tsx';
import { MoneyScene } from './MoneyScene.tsx';
import { type Looked, newlyCritical } from './newly-critical.ts';
import { criticalAlerts, onWall, unacknowledged, warnings } from './questions.ts';
import { ResultsScene } from './ResultsScene.tsx';
import { reloadWhenServed } from './reload.ts';
import type { Critical } from './round.ts';
import { Takeover } from './Takeover.tsx';
import { useRound } from './useRound.ts';
import { WallFoot, WallHead } from './WallFrame.tsx';

const scenes = ['money', 'results', 'alerts'] as const;

/** A thousand walls of one server need not load anew in the same second. */
const reloadWithinMs = 10_000;

/** Three scenes in turn, what is newly critical between them, and around them always how fresh everything is. */
export function Wall() {
  const { t } = useTranslation();
  const around = useQuery({ ...system(), ...onWall }).data;
  useLive(around);
  if (!around) return <p className="wall-closed wall-sentence">{t('wall.waiting')}</p>;
  if (around.empty)
    return (
      <>
        <WallHead system={around} scene={undefined} />
        <p className="wall-closed wall-sentence">{t('wall.empty')}</p>
        <WallFoot system={around} scene={undefined} answeredAt={undefined} />
      </>
    );
  return <Rounds system={around} />;
}

function Rounds({ system: around }: { system: System }) {
  const { t } = useTranslation();
  const { data: now, dataUpdatedAt } = useQuery({ ...overview({}), ...onWall });
  const { data: all } = useQuery({ ...projects({}), ...onWall });
  const { data: critical } = useQuery({ ...criticalAlerts(), ...onWall });
  const { data: warned } = useQuery({ ...warnings(), ...onWall });
  const { data: open } = useQuery({ ...unacknowledged(), ...onWall });
  const [round, interrupt] = useRound(scenes.length);
  useNewlyCritical(critical, (news) => {
    interrupt(news);
    if (hasSounds()) chime();
  });
  const scene = scenes[round.scene] ?? 'money';
  const isReady = now && all && critical && warned && open;
  return (
    <>
      <WallHead system={around} scene={scene} />
      {!isReady && <p className="wall-closed wall-sentence">{t('wall.waiting')}</p>}
      {isReady && round.takeover && <Takeover {...round.takeover} />}
      {isReady && !round.takeover && (
        <section className="wall-scene" key={scene} aria-label={t(`wall.${scene}`)}>
          {scene === 'money' && <MoneyScene overview={now} projects={all.items} />}
          {scene === 'results' && <ResultsScene overview={now} projects={all.items} />}
          {scene === 'alerts' && (
            <AlertsScene
              overview={now}
              open={open.total ?? 0}
              alerts={[...critical.items, ...warned.items]}
            />
          )}
        </section>
      )}
      <WallFoot system={around} scene={scene} answeredAt={dataUpdatedAt} />
    </>
  );
}

/** The live connection of the year that is shown; a server of another version than the page's loads it anew. */
function useLive(around: System | undefined) {
  const cache = useQueryClient();
  const { language } = useTranslation().i18n;
  const [version, setVersion] = useState<string>();
  if (around && version === undefined) setVersion(around.version);
  const year = around?.year;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told is in the language of the connection
  useEffect(() => {
    if (year === undefined || version === undefined) return undefined;
    return connectLive(
      cache,
      year,
      () => undefined,
      (hello) => {
        if (hello.version !== version) reloadWhenServed(Math.random() * reloadWithinMs);
      },
    );
  }, [cache, year, version, language]);
}

/** Tells what became critical from one answer to the next. */
function useNewlyCritical(
  answer: Parameters<typeof newlyCritical>[1] | undefined,
  tell: (news: Critical) => void,
) {
  const before = useRef<Looked>(undefined);
  useEffect(() => {
    if (!answer) return;
    const { looked, news } = newlyCritical(before.current, answer);
    before.current = looked;
    if (news) tell(news);
  });
}
