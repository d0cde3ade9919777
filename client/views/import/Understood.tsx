import { useTranslation } from 'react-i18next';
import type { ToldTarget } from '#shared/target.ts';
import { dayOr } from './target-text.ts';

/** What a printed target was understood to mean, in the words of officials: `≤ 8万元 · 越小越好 · 上限`. */
export function Understood({ target }: { target: ToldTarget }) {
  const { t } = useTranslation();
  const unsure = target.confidence !== 'high' && (
    <span className="word yellow"> {t(`import.confidence.${target.confidence}`)}</span>
  );
  if (target.kind === 'none') return <>–{unsure}</>;
  return (
    <>
      <span className="figure">{dayOr(target, t)}</span>{' '}
      <span className="note">
        {target.kind === 'number' && `${t(`import.direction.${target.direction}`)} · `}
        {t(`import.accrual.${target.accrual}`)}
      </span>
      {unsure}
    </>
  );
}
