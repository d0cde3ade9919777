import { useTranslation } from 'react-i18next';
import type { Meeting } from '#shared/meeting.ts';
import { Curve } from '../../charts/Curve.tsx';
import { fullDayText } from '../../text/format.ts';
import { spokenLanguage } from '../../text/i18n.ts';
import { agendaCounts } from '../meetings/agenda.ts';

/** Before the first item: what the meeting is about, how it stands with money and results, and what is coming. */
export function CoverSlide({ meeting, scale = 1 }: { meeting: Meeting; scale?: number }) {
  const { t } = useTranslation();
  const language = spokenLanguage();
  const { overview, department, heldOn, place, chair } = meeting;
  const facts = [heldOn && fullDayText(heldOn, language), place, chair && `${t('meeting.chair')} ${chair}`];
  return (
    <article className="item-slide cover">
      <header>
        <p className="kicker">
          <span>{department?.name ?? overview?.department?.name ?? t('meetings.whole')}</span>
          <span>{t('slide.frozen', { asOf: fullDayText(meeting.asOf, language) })}</span>
        </p>
        <h2>{meeting.title}</h2>
        <p>{facts.filter(Boolean).join(' · ')}</p>
      </header>
      <div className="slide-body two-sides">
        <div className="slide-main">
          {overview && (
            <>
              <ul className="sentences plain">
                <li>{overview.sentences.money}</li>
                <li>{overview.sentences.results}</li>
              </ul>
              <Curve
                scale={scale}
                nodes={overview.nodes}
                curve={{ year: overview.year, asOf: overview.asOf, ...overview.series }}
              />
            </>
          )}
        </div>
        <div className="slide-side">
          <dl className="facts agenda-counts">
            {agendaCounts(meeting.items).map(([kind, count]) => (
              <div key={kind}>
                <dt>{t(`agendaKind.${kind}`)}</dt>
                <dd className="figure">{count}</dd>
              </div>
            ))}
          </dl>
        </div>
      </div>
    </article>
  );
}
