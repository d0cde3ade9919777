import { useTranslation } from 'react-i18next';
import type { BackTestItem } from '#shared/rules-api.ts';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { To } from '../../ui/To.tsx';
import type { Trial } from './useTrial.ts';

/** What a change would do: the sentence, then each alert. Of a draft that was changed since, nothing. */
export function Effect({ trial, isCurrent }: { trial: Trial; isCurrent: boolean }) {
  const { t } = useTranslation();
  const { isRunning, progress, outcome } = trial;
  if (isRunning) {
    return (
      <p role="status">
        {progress?.message ?? t('rules.trying')}
        <progress className="trial" value={progress?.done ?? 0} max={progress?.total || 1} />
      </p>
    );
  }
  if (!isCurrent || !outcome) return <p className="note">{t('rules.tryFirst')}</p>;
  const { atOnce, past } = outcome;
  return (
    <div className="effect" role="status">
      <p className="effect-sentence">{outcome.text}</p>
      <Items title={t('rules.atOnce')} {...atOnce} />
      <Items
        title={t('rules.pastItems', {
          from: fullDayText(outcome.from, spokenLanguage()),
          to: fullDayText(outcome.to, spokenLanguage()),
        })}
        {...past}
      />
    </div>
  );
}

function Items({ title, items, left }: { title: string; items: readonly BackTestItem[]; left: number }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <details open={items.length <= 10}>
      <summary>
        {title} <span className="note">{t('rules.items', { count: items.length + left })}</span>
      </summary>
      <ul className="effect-items">
        {items.map((item) => (
          <EffectItem key={`${item.projectCode} ${item.kind} ${item.subject} ${item.period}`} item={item} />
        ))}
      </ul>
      {left > 0 && <p className="note">{t('rules.left', { count: left })}</p>}
    </details>
  );
}

function EffectItem({ item }: { item: BackTestItem }) {
  const { t } = useTranslation();
  const { change, before, after, projectCode } = item;
  const side = after ?? before;
  const severity = (of: BackTestItem['before']) => of && t(`severity.${of.severity}`);
  const name = item.projectName ?? t('alerts.department');
  return (
    <li>
      <span className={`tag change-${change}`}>{t(`rules.change.${change}`)}</span>{' '}
      <strong>
        {t(`kind.${item.kind}`)} ·{' '}
        {projectCode ? (
          <To className="link" to={`/projects/${projectCode}`}>
            {name}
          </To>
        ) : (
          name
        )}
      </strong>{' '}
      <span className="note">
        {before && after && before.severity !== after.severity
          ? `${severity(before)} → ${severity(after)}`
          : severity(side)}
        {' · '}
        {datesOf(item)}
      </span>
      <span className="text">{side?.text}</span>
    </li>
  );

  function datesOf({ before: was, after: is }: BackTestItem): string {
    const span = (of: NonNullable<BackTestItem['before']>) =>
      of.until
        ? t('rules.fromTo', { from: day(of.since), to: day(of.until) })
        : t('rules.since', { day: day(of.since) });
    if (was && is && (was.since !== is.since || was.until !== is.until)) return `${span(was)} → ${span(is)}`;
    const one = is ?? was;
    return one ? span(one) : '';
  }

  function day(value: string): string {
    return fullDayText(value, spokenLanguage());
  }
}
