import { useTranslation } from 'react-i18next';
import type { ImportRun } from '#shared/imports.ts';
import { LightMark, type Mark } from '../../ui/LightMark.tsx';

const marks: Record<ImportRun['state'], Mark> = {
  running: 'watch',
  done: 'green',
  refused: 'yellow',
  waiting: 'watch',
  cancelled: 'grey',
  failed: 'red',
};

/** How an import ended, as a shape and a word; a dry run says that it was one. */
export function StateWord({ run: { state, dryRun } }: { run: Pick<ImportRun, 'state' | 'dryRun'> }) {
  const { t } = useTranslation();
  return (
    <span className="light-cell">
      <LightMark mark={dryRun && state === 'done' ? 'grey' : marks[state]} />
      {dryRun && state === 'done' ? t('imports.states.checked') : t(`imports.states.${state}`)}
    </span>
  );
}
