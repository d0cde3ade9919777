import { useTranslation } from 'react-i18next';
import { earlier, lastDayOf } from '#shared/calendar.ts';
import type { Finding } from '#shared/evaluate/finding.ts';
import type { SaidLight } from '#shared/evaluate/lights.ts';
import { explain } from '#shared/explain.ts';
import { toYuan } from '#shared/money.ts';
import type { WhatIf } from '#shared/what-if.ts';
import { dayText, percent, wan } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { LightMark } from '../../ui/LightMark.tsx';
import { alertMark } from '../../ui/marks.ts';

const names = ['plan', 'elapsed', 'results', 'yearEnd'] as const;

/** What would follow: the figures, the four lights before and after, and which alerts would go, come or stay. */
export function WhatIfOutcome({ outcome, year }: { outcome: WhatIf; year: number }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { before, after, opened, cleared, findings, day } = outcome;
  const isNew = new Set(opened);
  const groups = [
    ['cleared', cleared, true],
    ['opened', opened, false],
    ['stays', findings.filter((finding) => !isNew.has(finding)), false],
  ] as const;
  const text = ({ facts, condition }: Finding, isOver: boolean) =>
    explain(facts, language, earlier(day, lastDayOf(year)), isOver ? 'resolved' : condition, year).text;
  return (
    <div className="what-if-outcome" aria-live="polite">
      <p>
        {t('whatIf.figures', {
          day: dayText(day, language),
          before: wan(toYuan(before.spent)),
          after: wan(toYuan(after.spent)),
          forecastBefore: wan(toYuan(before.forecast)),
          forecastAfter: wan(toYuan(after.forecast)),
        })}
      </p>
      <table className="table" aria-label={t('project.lights')}>
        <thead>
          <tr>
            <th scope="col">{t('whatIf.light')}</th>
            <th scope="col">{t('whatIf.before')}</th>
            <th scope="col">{t('whatIf.after')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`lightName.${name}`)}</th>
              <LightCell light={before.lights[name]} />
              <LightCell light={after.lights[name]} explained />
            </tr>
          ))}
        </tbody>
      </table>
      {groups.map(
        ([name, list, isOver]) =>
          list.length > 0 && (
            <section key={name} aria-label={t(`whatIf.${name}`)}>
              <h3>
                {t(`whatIf.${name}`)} <span className="figure">{list.length}</span>
              </h3>
              <ul className="plain-list">
                {list.map((finding) => (
                  <li key={`${finding.kind} ${finding.subject} ${finding.period}`}>
                    {!isOver && <LightMark mark={alertMark(finding)} />} {t(`kind.${finding.kind}`)}
                    {t('colon')}
                    {text(finding, isOver)}
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      {cleared.length + opened.length === 0 && <p className="muted">{t('whatIf.nothing')}</p>}
    </div>
  );
}

function LightCell({
  light: { state, rate, text },
  explained = false,
}: {
  light: SaidLight;
  explained?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <td>
      <LightMark mark={state} /> {t(`light.${state}`)}
      {rate !== null && <span className="figure"> {percent(rate)}</span>}
      {explained && <p className="note">{text[spokenLanguage()]}</p>}
    </td>
  );
}
